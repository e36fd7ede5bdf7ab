package dev.drover.http.lease;

import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import java.util.Map;

/** A server with the phones P1 and P2, and a client that leases them. */
final class LeasedPhone implements AutoCloseable {
  private final ApiUnderTest server;
  private final Api api;

  LeasedPhone() throws Exception {
    this(ApiUnderTest.with());
  }

  LeasedPhone(ApiUnderTest.Setup setup) throws Exception {
    server = setup.start();
    api = server.client();
    server.connect("P1");
    server.connect("P2");
  }

  ApiUnderTest server() {
    return server;
  }

  Api api() {
    return api;
  }

  /** Opens a session and answers its id. */
  String open(String serial) throws Exception {
    Api.Answer answer =
        api.post("/rpc/session", "{\"serial\": \"" + serial + "\", \"label\": \"test\"}");
    if (answer.code() != 0) {
      throw new AssertionError(answer.message());
    }
    return answer.data().path("session_id").asText();
  }

  Api.Answer call(String session, String body) throws Exception {
    return api.post("/rpc/jsonrpc", body.replace('\'', '"'), header(session));
  }

  Api.Answer adb(String session, String body) throws Exception {
    return api.post("/rpc/adb", body.replace('\'', '"'), header(session));
  }

  static Map<String, String> header(String session) {
    return Map.of("x-session-id", session);
  }

  @Override
  public void close() {
    server.close();
  }
}
