package dev.drover.http.guard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.domain.access.AccessScope;
import dev.drover.domain.access.ApiKey;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** What logs, metrics and the audit log record of one request. Used by the request's own thread. */
public final class RequestContext {
  public static final HeaderName REQUEST_ID = HeaderNames.create("X-Request-Id");

  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final int MOST_IDS = 20;

  private final String id;
  private final String from;
  private String caller = "unknown";
  private Optional<Access> access = Optional.empty();
  private String subject = "";
  private boolean audited = true;
  private int code;
  private boolean untypedJson;
  private final List<Long> ids = new ArrayList<>();

  private RequestContext(String id, String from) {
    this.id = id;
    this.from = from;
  }

  /** Takes over the id that the client, or a proxy before the server, gave the request. */
  public static RequestContext begin(ServerRequest request) {
    String given =
        request.headers().contains(REQUEST_ID) ? request.headers().get(REQUEST_ID).get() : "";
    RequestContext context =
        new RequestContext(SANE.matcher(given).matches() ? given : newId(), from(request));
    request.context().register(context);
    return context;
  }

  private static String from(ServerRequest request) {
    return request.remotePeer().address() instanceof InetSocketAddress address
        ? address.getHostString()
        : "a client that is gone";
  }

  /** An id is no secret: it need not be hard to guess, only not given twice. */
  private static String newId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  public static RequestContext of(ServerRequest request) {
    return request.context().get(RequestContext.class).orElseThrow();
  }

  public String id() {
    return id;
  }

  /** The address of the client; kept, since it is no longer known when the client is gone. */
  public String from() {
    return from;
  }

  /** The name of the key, {@code local} where none is demanded, {@code unknown} before that. */
  public String caller() {
    return caller;
  }

  /** Notes whose key is used, or that none is, before the request is admitted or refused. */
  void calledBy(Optional<ApiKey> key) {
    caller = key.map(used -> used.name().value()).orElse(Access.LOCAL);
  }

  void admittedBy(Access by) {
    access = Optional.of(by);
    caller = by.caller();
  }

  /**
   * What admitted the request.
   *
   * @throws java.util.NoSuchElementException if nothing has
   */
  public Access access() {
    return access.orElseThrow();
  }

  /** Whether a session of the dashboard admitted it. */
  public boolean isFromPage() {
    return access.filter(Access::fromPage).isPresent();
  }

  /**
   * Demands a scope that only the request's content shows to be needed.
   *
   * @throws ApiError 40101 if the caller does not have it
   */
  public void require(AccessScope needed) {
    Optional<AccessScope> scope = access.map(Access::scope);
    if (scope.filter(has -> has.covers(needed)).isEmpty()) {
      throw new ApiError(
          ErrorCode.KEY_REFUSED,
          "this needs an API key with the scope "
              + needed.wireName()
              + ", and "
              + scope
                  .map(has -> "\"" + caller + "\" has the scope " + has.wireName())
                  .orElse("there is none"));
    }
  }

  /** What the request is about, for the audit log: a phone and what is done to it. */
  public String subject() {
    return subject;
  }

  /** Says what the request is about; nothing that a client wrote comes in. */
  public void about(String what) {
    subject = what;
  }

  /** Whether the audit log has the request. */
  public boolean isAudited() {
    return audited;
  }

  /** Leaves a request that is done many times a minute out of the audit log. */
  public void leaveOutOfAudit() {
    audited = false;
  }

  void takesUntypedJson() {
    untypedJson = true;
  }

  /** Whether a body without a {@code Content-Type} is read as JSON. */
  boolean untypedJson() {
    return untypedJson;
  }

  /** The envelope's code; 0 of an answer without one. */
  public int code() {
    return code;
  }

  public void failed(ErrorCode with) {
    code = with.code();
  }

  /** The ids of what the request changed, as far as the answer names them, at most 20. */
  public List<Long> ids() {
    return List.copyOf(ids);
  }

  public void answered(JsonNode data) {
    if (data.path("id").isIntegralNumber()) {
      ids.add(data.path("id").longValue());
    }
    for (JsonNode taskId : data.path("task_ids")) {
      if (ids.size() < MOST_IDS) {
        ids.add(taskId.longValue());
      }
    }
  }
}
