package dev.drover.http.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.http.testing.Api.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The dashboard's page in a browser: it sends the cookie that the server gave it, and with changes
 * the server's own origin. Every answer is judged by the OpenAPI document. For one thread.
 */
public final class Browser {
  private final int port;
  private String cookie = "";

  public Browser(int port) {
    this.port = port;
  }

  /** Signs in where no key is demanded. */
  public static Browser signedIn(int port) throws IOException, InterruptedException {
    Browser browser = new Browser(port);
    browser.signIn("{}");
    return browser;
  }

  /** Signs in with a key. */
  public static Browser signedIn(int port, String key) throws IOException, InterruptedException {
    Browser browser = new Browser(port);
    browser.signIn("{\"key\": \"" + key + "\"}");
    return browser;
  }

  /** Signs in, keeps the cookie, and returns the session. */
  public JsonNode signIn(String body) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = send("POST", "/session", body, "Origin", origin());
    Answer answer = answer(response);
    if (answer.code() != 0) {
      throw new AssertionError(answer.message());
    }
    cookie = setCookie(response).orElseThrow().replaceFirst(";.*", "");
    return answer.data();
  }

  /** The whole header by which an answer sets or deletes the cookie. */
  public static Optional<String> setCookie(HttpResponse<byte[]> response) {
    return response.headers().firstValue("Set-Cookie");
  }

  /** The cookie as it is sent: its name, an equals sign, its value. */
  public String cookie() {
    return cookie;
  }

  /** Has the browser send another cookie. */
  public Browser withCookie(String other) {
    Browser browser = new Browser(port);
    browser.cookie = other;
    return browser;
  }

  /** The same cookie at another server. */
  public Browser at(int other) {
    Browser browser = new Browser(other);
    browser.cookie = cookie.replace("_" + port + "=", "_" + other + "=");
    return browser;
  }

  public String origin() {
    return "http://127.0.0.1:" + port;
  }

  /** Whether the server knows a session of this browser. */
  public boolean isSignedIn() throws IOException, InterruptedException {
    return get("/session").data().path("scope").isTextual();
  }

  public Answer get(String path) throws IOException, InterruptedException {
    return answer(send("GET", path, ""));
  }

  public Answer post(String path, String body) throws IOException, InterruptedException {
    return answer(send("POST", path, body, "Origin", origin()));
  }

  public Answer delete(String path) throws IOException, InterruptedException {
    return answer(send("DELETE", path, "", "Origin", origin()));
  }

  /** Sends a request with the cookie and these further headers. */
  public HttpResponse<byte[]> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(origin() + "/api/v1" + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    List<String> all = new ArrayList<>(List.of(headers));
    if (!body.isEmpty() && !all.contains("Content-Type")) {
      all.addAll(List.of("Content-Type", "application/json"));
    }
    if (!cookie.isEmpty()) {
      all.addAll(List.of("Cookie", cookie));
    }
    if (!all.isEmpty()) {
      request.headers(all.toArray(String[]::new));
    }
    return CheckedClient.send(request.build());
  }

  public static Answer answer(HttpResponse<byte[]> response) throws IOException {
    JsonNode envelope = Api.JSON.readTree(response.body());
    return new Answer(
        envelope.path("code").asInt(-1), envelope.path("message").asText(), envelope.path("data"));
  }
}
