package dev.drover.comments;

import dev.drover.application.plugin.CommentAdapter;
import dev.drover.application.plugin.CommentContext;
import dev.drover.application.plugin.InvalidSetting;
import dev.drover.application.port.comments.CommentGenerator;
import dev.drover.application.port.device.RepairIdeas;
import dev.drover.domain.script.Secret;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Has comments written by the endpoint that a script names, in the form of OpenAI's API. */
public final class OpenAiCommentAdapter implements CommentAdapter {
  /** Endpoints that need be neither https nor on the public internet, joined by commas. */
  public static final String ALLOWED_BASE_URLS = "allowed-base-urls";

  @Override
  public String name() {
    return "openai";
  }

  @Override
  public CommentGenerator open(CommentContext context) {
    String allowed = Optional.ofNullable(context.settings().get(ALLOWED_BASE_URLS)).orElse("");
    try {
      return new OpenAiCommentGenerator(
          Arrays.stream(allowed.split(","))
              .map(String::strip)
              .filter(url -> !url.isEmpty())
              .map(URI::create)
              .collect(Collectors.toUnmodifiableSet()),
          context.endpoints().ownMachine());
    } catch (IllegalArgumentException malformed) {
      throw new InvalidSetting(
          ALLOWED_BASE_URLS, "must be addresses such as http://127.0.0.1:8000");
    }
  }

  @Override
  public Optional<RepairIdeas> repairIdeas(URI baseUrl, String model, Optional<Secret> key) {
    return Optional.of(new OpenAiRepairIdeas(baseUrl, model, key));
  }
}
