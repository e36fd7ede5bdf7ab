package dev.drover.http.lease;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.application.lease.ExtendLease;
import dev.drover.application.lease.HeldPhone;
import dev.drover.application.lease.Intents.Announcement;
import dev.drover.application.lease.LeasePhone;
import dev.drover.application.lease.PhoneSessions;
import dev.drover.application.lease.ReleaseLease;
import dev.drover.domain.access.SecretHash;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.Username;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.lease.LeaseHolder;
import dev.drover.domain.lease.LeaseLabel;
import dev.drover.domain.lease.LeaseToken;
import dev.drover.domain.lease.PhoneLease;
import dev.drover.http.guard.RequestBody;
import dev.drover.http.guard.RequestContext;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import dev.drover.http.json.Json;
import dev.drover.http.json.ObjectReader;
import dev.drover.http.json.Routes;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Opens, extends, ends and lists the sessions by which programs drive phones. */
final class SessionRoutes {
  private static final int DEFAULT_SECONDS = 120;
  private static final int MOST_SECONDS = 600;

  /** Clients of the TikMatrix local API may ask for more than they get. */
  private static final int MOST_ASKED = 86_400;

  /** A page is loaded again within this; longer would keep the phone for nobody. */
  private static final int LONGEST_LEAVE = 30;

  private static final int LONGEST_STEP = 200;

  /** Stands for the id of somebody else's session. */
  private static final String MASKED = "********";

  private final PhoneSessions use;
  private final Sessions sessions;

  SessionRoutes(PhoneSessions use, Sessions sessions) {
    this.use = use;
    this.sessions = sessions;
  }

  void register(Routes routes) {
    routes
        .at("/rpc/session")
        .compatible()
        .get(this::list)
        .post(this::open)
        .at("/rpc/session/{session_id}")
        .compatible()
        .orBy(sessions::isOfAttemptByPath)
        .delete(query -> query.number("after_secs", 1, LONGEST_LEAVE), this::release)
        .at("/rpc/session/{session_id}/heartbeat")
        .compatible()
        .orBy(sessions::isOfAttemptByPath)
        .routine()
        .post(this::extend)
        .at("/rpc/session/{session_id}/intent")
        .orBy(sessions::isOfAttemptByPath)
        .post(this::announce);
  }

  /** Only the dashboard's cookie makes a person; the label then is not the request's to choose. */
  private JsonNode open(ServerRequest request) throws InterruptedException {
    ObjectReader reader = ObjectReader.withoutEmpties(RequestBody.json(request));
    Optional<String> serial = reader.text("serial");
    if (serial.isEmpty() && !reader.isInvalid("serial")) {
      reader.invalid("serial", "must name the phone; GET /rpc/devices lists the phones");
    }
    LeaseLabel given = reader.parsed("label", LeaseLabel::new).orElse(new LeaseLabel(""));
    int seconds = seconds(reader);
    boolean queue = reader.flag("queue").orElse(false);
    reader.refuseIfInvalid();
    RequestContext context = RequestContext.of(request);
    LeaseHolder holder = context.isFromPage() ? LeaseHolder.PERSON : LeaseHolder.PROGRAM;
    LeaseLabel label =
        switch (holder) {
          case PERSON -> Person.label(context);
          case PROGRAM -> given;
        };
    LeasePhone.Result result =
        use.opening()
            .open(
                new LeasePhone.Request(
                    serial.orElseThrow(), holder, label, Duration.ofSeconds(seconds), queue));
    if (!(result instanceof LeasePhone.Result.Leased leased)) {
      throw OpeningErrors.of(result);
    }
    context.about(
        switch (holder) {
          case PERSON -> "phone " + leased.lease().serial() + ", taken over by hand";
          case PROGRAM -> "phone " + leased.lease().serial();
        });
    return session(
        leased.token(),
        leased.lease().serial(),
        label,
        seconds,
        Optional.of(leased.lease().until()));
  }

  private static int seconds(ObjectReader reader) {
    return Math.min(
        MOST_SECONDS, reader.integer("ttl_secs", 1, MOST_ASKED).orElse(DEFAULT_SECONDS));
  }

  private static ObjectNode session(
      LeaseToken token,
      DeviceSerial serial,
      LeaseLabel label,
      int seconds,
      Optional<Instant> until) {
    return Json.MAPPER
        .createObjectNode()
        .put("session_id", token.reveal())
        .put("serial", serial.value())
        .put("label", label.text())
        .put("ttl_secs", seconds)
        .put("expires_at", until.map(Json::time).orElse(null));
  }

  private JsonNode extend(ServerRequest request) {
    int seconds = DEFAULT_SECONDS;
    if (request.content().hasEntity()) {
      ObjectReader reader = ObjectReader.withoutEmpties(RequestBody.json(request));
      seconds = seconds(reader);
      reader.refuseIfInvalid();
    }
    LeaseToken token = Sessions.path(request);
    return switch (use.extending().extend(token, Duration.ofSeconds(seconds))) {
      case ExtendLease.Result.Extended(HeldPhone phone, Optional<Instant> until) ->
          session(token, phone.serial(), phone.label(), seconds, until);
      case ExtendLease.Result.OnOtherServer other -> throw Sessions.elsewhere(other.lease());
      case ExtendLease.Result.Over _ -> throw Sessions.over();
    };
  }

  private JsonNode release(ServerRequest request, Optional<Long> afterSeconds) {
    LeaseToken token = Sessions.path(request);
    ReleaseLease.Result result =
        afterSeconds
            .map(after -> use.releasing().releaseUnlessExtended(token, Duration.ofSeconds(after)))
            .orElseGet(() -> use.releasing().release(token));
    return switch (result) {
      case ReleaseLease.Result.Released(HeldPhone phone) ->
          released(request, phone, true, ", given back");
      case ReleaseLease.Result.Leaving(HeldPhone phone) ->
          released(request, phone, false, ", left");
      case ReleaseLease.Result.EndsWithItsTask(HeldPhone phone) ->
          released(request, phone, false, "");
      case ReleaseLease.Result.OnOtherServer other -> throw Sessions.elsewhere(other.lease());
      case ReleaseLease.Result.Over _ -> throw Sessions.over();
    };
  }

  /**
   * @param byHand what a person has done, for the audit log
   */
  private static JsonNode released(
      ServerRequest request, HeldPhone phone, boolean ended, String byHand) {
    RequestContext context = RequestContext.of(request);
    context.about("phone " + phone.serial() + (context.isFromPage() ? byHand : ""));
    return Json.MAPPER
        .createObjectNode()
        .put("serial", phone.serial().value())
        .put("released", ended);
  }

  /** An id is shown to nobody but a request that has it. */
  private JsonNode list(ServerRequest request) {
    Optional<LeaseToken> own = Sessions.header(request);
    Optional<SecretHash> ownHash = own.map(LeaseToken::hash);
    ArrayNode all = Json.MAPPER.createArrayNode();
    for (PhoneLease lease : use.leases().all()) {
      boolean isOwn = ownHash.filter(lease.token()::equals).isPresent();
      all.addObject()
          .put("session_id", isOwn ? own.orElseThrow().reveal() : MASKED)
          .put("serial", lease.serial().value())
          .put("label", lease.label().text())
          .put("holder", lease.holder().wireName())
          .put("node", lease.node().value())
          .put("since", Json.time(lease.since()))
          .put("expires_at", Json.time(lease.until()));
    }
    return all;
  }

  private JsonNode announce(ServerRequest request) {
    HeldPhone phone = sessions.held(Sessions.path(request));
    ObjectReader reader = ObjectReader.withoutEmpties(RequestBody.json(request));
    Optional<String> step = reader.parsed("step", SessionRoutes::step);
    if (step.isEmpty() && !reader.isInvalid("step")) {
      reader.invalid("step", "must say what is about to be done, such as tap Follow");
    }
    Optional<AccountAction> action =
        reader.choice(
            "action",
            AccountAction::ofWireName,
            Arrays.stream(AccountAction.values()).map(AccountAction::wireName).toList());
    Optional<Username> username = reader.parsed("username", Username::parse);
    reader.refuseIfInvalid();
    RequestContext.of(request).about("phone " + phone.serial());
    return switch (phone.announceIntent(step.orElseThrow(), action, username)) {
      case Announcement.Announced(Optional<Username> counted) ->
          Json.MAPPER
              .createObjectNode()
              .put("announced", true)
              .put("username", counted.map(Username::value).orElse(null));
      case Announcement.BudgetUsedUp(String remark) ->
          throw new ApiError(ErrorCode.LIMIT_EXCEEDED, remark);
      case Announcement.AccountUnclear unclear ->
          throw ApiError.invalid(
              "/username",
              "must name the account that acts; on this phone there are "
                  + unclear.fitting().stream()
                      .map(Username::toString)
                      .collect(Collectors.joining(", ")));
      case Announcement.AccountNotHere(Username missing) ->
          throw ApiError.invalid(
              "/username",
              missing + " is no enabled account that is bound to phone " + phone.serial());
    };
  }

  private static String step(String text) {
    if (text.length() > LONGEST_STEP || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "must have at most " + LONGEST_STEP + " characters, and no control characters");
    }
    return text;
  }
}
