package dev.drover.http.guard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.http.json.ErrorCode;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** What logs, metrics and the audit log record of one request. Used by the request's own thread. */
public final class RequestContext {
  public static final HeaderName REQUEST_ID = HeaderNames.create("X-Request-Id");

  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final int MOST_IDS = 20;

  private final String id;
  private final String from;
  private String caller = "unknown";
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
        new RequestContext(
            SANE.matcher(given).matches() ? given : UUID.randomUUID().toString(), from(request));
    request.context().register(context);
    return context;
  }

  private static String from(ServerRequest request) {
    return request.remotePeer().address() instanceof InetSocketAddress address
        ? address.getHostString()
        : "a client that is gone";
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

  void calledBy(String name) {
    caller = name;
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
