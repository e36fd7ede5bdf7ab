package dev.drover.http.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.application.port.device.ProfileRepairs.Figures;
import dev.drover.application.port.device.ProfileRepairs.Origin;
import dev.drover.application.port.device.ProfileRepairs.Proposal;
import dev.drover.application.port.device.ProfileRepairs.Repair;
import dev.drover.application.port.device.ProfileRepairs.Unfit;
import dev.drover.application.profile.ProposeRepair;
import dev.drover.application.profile.ProposeRepair.Source;
import dev.drover.application.profile.ProposeRepair.Wish;
import dev.drover.domain.task.TaskId;
import dev.drover.http.guard.RequestBody;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.Json;
import dev.drover.http.json.ObjectReader;
import dev.drover.http.json.Routes;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Proposes repairs of app profiles. The operator applies them, or not. */
public final class ProfileRoutes {
  private static final Set<String> KEYS =
      Set.of("task_id", "screen", "app", "element", "at", "for", "locale");

  /** In characters. */
  private static final int LONGEST_SCREEN = 2_000_000;

  private static final int LONGEST_TEXT = 300;

  private final ProposeRepair repairs;

  public ProfileRoutes(ProposeRepair repairs) {
    this.repairs = repairs;
  }

  public void register(Routes routes) {
    routes.at("/profiles/repair").readingPost(this::propose);
  }

  private JsonNode propose(ServerRequest request) throws InterruptedException {
    ObjectReader reader = ObjectReader.withoutEmpties(RequestBody.json(request));
    for (String key : reader.unknownKeys(KEYS)) {
      reader.invalid(
          key.substring(1),
          "is not known; there are task_id, screen, app, element, at, for, locale");
    }
    Optional<Integer> task = reader.integer("task_id", 1, Integer.MAX_VALUE);
    Optional<String> screen = text(reader, "screen", LONGEST_SCREEN);
    if (reader.has("task_id") == reader.has("screen")) {
      reader.invalid("task_id", "or screen must be given, and not both");
    }
    Optional<String> element = text(reader, "element", LONGEST_TEXT);
    if (!reader.has("element")) {
      reader.invalid("element", "is required: the element that was not found");
    }
    Optional<String> app = text(reader, "app", LONGEST_TEXT);
    Optional<String> at = text(reader, "at", LONGEST_TEXT);
    Optional<String> argument = text(reader, "for", LONGEST_TEXT);
    Optional<String> locale = text(reader, "locale", LONGEST_TEXT);
    reader.refuseIfInvalid();
    Source source =
        task.<Source>map(id -> new Source.OfTask(new TaskId(id)))
            .orElseGet(() -> new Source.Given(screen.orElseThrow()));
    try {
      return view(
          repairs.propose(new Wish(source, app, element.orElseThrow(), at, argument, locale)));
    } catch (Unfit unfit) {
      throw ApiError.invalid(
          field(unfit.part(), source), Optional.ofNullable(unfit.getMessage()).orElse(""));
    }
  }

  private static Optional<String> text(ObjectReader reader, String name, int longest) {
    Optional<String> text = reader.text(name);
    if (text.filter(given -> given.length() > longest).isPresent()) {
      reader.invalid(name, "must have at most " + longest + " characters");
      return Optional.empty();
    }
    return text;
  }

  private static String field(Unfit.Part part, Source source) {
    return switch (part) {
      case SCREEN ->
          switch (source) {
            case Source.OfTask _ -> "/task_id";
            case Source.Given _ -> "/screen";
          };
      case PROFILE -> "/app";
      case ELEMENT -> "/element";
      case AT -> "/at";
      case LOCALE -> "/locale";
    };
  }

  private static JsonNode view(Repair repair) {
    ObjectNode data =
        Json.MAPPER
            .createObjectNode()
            .put("profile", repair.profile())
            .put("file", repair.file())
            .put("element", repair.element())
            .put("locale", repair.locale());
    strings(data.putArray("pages"), repair.pages());
    ArrayNode proposals = data.putArray("proposals");
    for (Proposal proposal : repair.proposals()) {
      ObjectNode one =
          proposals
              .addObject()
              .put("origin", origin(proposal.origin()))
              .put("node", proposal.node())
              .put("candidate", proposal.candidate())
              .put("newly_found", proposal.newlyFound());
      figures(one.putObject("stored"), proposal.stored());
      figures(one.putObject("changed"), proposal.changed());
      strings(one.putArray("mistakes"), proposal.mistakes());
      one.put("weak", proposal.weak());
      one.put("diff", proposal.diff());
    }
    data.put("guessed", repair.guessed());
    strings(data.putArray("notes"), repair.notes());
    return data;
  }

  private static String origin(Origin origin) {
    return switch (origin) {
      case TRIAL -> "trial";
      case MODEL -> "model";
    };
  }

  private static void figures(ObjectNode into, Figures figures) {
    into.put("right", figures.right())
        .put("missed", figures.missed())
        .put("wrong", figures.wrong());
  }

  private static void strings(ArrayNode into, List<String> texts) {
    texts.forEach(into::add);
  }
}
