package dev.drover.virtualphone.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.fault.FaultExecutor;
import dev.drover.virtualphone.phone.Phone;
import dev.drover.virtualphone.shell.ShellOutput;
import dev.drover.virtualphone.system.AgentProcess;
import dev.drover.virtualphone.system.AgentProcess.StreamSettings;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One connection to the UiAutomator2 agent, with the requests that drivers use. */
public final class AgentServer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration FOR_EVER = Duration.ofHours(1);
  private static final int LONGEST_BODY = 64 * 1024;
  private static final String NO_SESSION = "None";
  private static final String VERSION = "10.6.6";
  private static final int VERSION_CODE = 249;

  private final Phone phone;
  private final AgentProcess agent;
  private final long connection;
  private final FaultExecutor faultEffect;

  /**
   * @param connection the number of the ADB connection that carries the requests
   */
  public AgentServer(Phone phone, long connection, FaultExecutor faultEffect) {
    this.phone = phone;
    this.agent = phone.agent();
    this.connection = connection;
    this.faultEffect = faultEffect;
  }

  private record Request(String method, String path, boolean keepAlive, String body) {
    String line() {
      return method + " " + path;
    }
  }

  /** An HTTP status and the content of {@code value}. */
  private record Answer(int status, JsonNode value, String session) {
    static Answer ok(String session, JsonNode value) {
      return new Answer(200, value, session);
    }

    static Answer done(String session) {
      return new Answer(200, JSON.nullNode(), session);
    }

    static Answer error(int status, String error, String message, String session) {
      ObjectNode value =
          JSON.createObjectNode()
              .put("error", error)
              .put("message", message)
              .put("stacktrace", "io.appium.uiautomator2.common.exceptions: " + message);
      return new Answer(status, value, session);
    }
  }

  public void serve(InputStream in, ShellOutput out) throws IOException {
    boolean open = true;
    while (open) {
      Optional<Request> request = read(in);
      open = request.isPresent() && answer(request.get(), out) && request.get().keepAlive();
    }
  }

  /**
   * @return whether the connection goes on
   */
  private boolean answer(Request request, ShellOutput out) throws IOException {
    String command = "agent " + request.line() + " " + request.body();
    phone.begin(command, connection);
    faultEffect.strike(phone.faults(), command, Fault.Moment.BEFORE);
    Optional<Fault> death = phone.faults().strike(Fault.Kind.AGENT_DIES, request.line());
    if (death.filter(fault -> fault.moment() == Fault.Moment.BEFORE).isPresent()) {
      agent.end();
      return false;
    }
    Optional<Fault> hang = phone.faults().strike(Fault.Kind.AGENT_HANGS, request.line());
    if (hang.isPresent()) {
      phone.pause(hang.get().duration().isZero() ? FOR_EVER : hang.get().duration());
    }
    if (!agent.isRunning()) {
      return false;
    }
    Answer answer =
        phone.faults().strike(Fault.Kind.AGENT_REFUSES, request.line()).isPresent()
            ? refusal(request)
            : result(request);
    if (death.isPresent()) {
      agent.end();
      return false;
    }
    boolean noJson = phone.faults().strike(Fault.Kind.AGENT_GARBLES, request.line()).isPresent();
    byte[] whole = response(request, answer, noJson);
    if (faultEffect.strike(phone.faults(), command, Fault.Moment.AFTER)) {
      FaultExecutor.garble(whole);
    }
    out.write(whole);
    return true;
  }

  private static Answer refusal(Request request) {
    return request.line().equals("POST /session")
        ? Answer.error(500, "session not created", "java.lang.IllegalStateException", NO_SESSION)
        : Answer.error(
            500,
            "unknown error",
            "An unknown server-side error occurred while processing the command",
            NO_SESSION);
  }

  private Answer result(Request request) {
    List<String> parts = Arrays.asList(request.path().substring(1).split("/"));
    JsonNode body;
    try {
      body = request.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(request.body());
    } catch (JsonProcessingException malformed) {
      return Answer.error(400, "invalid argument", malformed.getOriginalMessage(), NO_SESSION);
    }
    if (request.line().equals("GET /status")) {
      return Answer.ok(NO_SESSION, status());
    }
    if (request.line().equals("POST /session")) {
      return newSession(body);
    }
    if (parts.size() < 2 || !parts.getFirst().equals("session")) {
      return unknown(NO_SESSION);
    }
    String session = parts.get(1);
    if (!agent.isSession(session)) {
      return Answer.error(
          404,
          "invalid session id",
          "The session identified by " + session + " is not known",
          session);
    }
    return inSession(
        request.method() + " /" + String.join("/", parts.subList(2, parts.size())), body, session);
  }

  private static ObjectNode status() {
    ObjectNode status =
        JSON.createObjectNode()
            .put("ready", true)
            .put("message", "UiAutomator2 Server is ready to accept commands");
    status.putObject("build").put("version", VERSION).put("versionCode", VERSION_CODE);
    return status;
  }

  private Answer newSession(JsonNode body) {
    if (!body.path("capabilities").isObject()) {
      return Answer.error(
          500,
          "session not created",
          "'capabilities' are mandatory for session creation",
          NO_SESSION);
    }
    String session = agent.newSession();
    ObjectNode value = JSON.createObjectNode().put("sessionId", session);
    value.set("capabilities", body.path("capabilities"));
    return Answer.ok(session, value);
  }

  private Answer inSession(String command, JsonNode body, String session) {
    return switch (command) {
      case "GET /source" ->
          Answer.ok(
              session,
              new TextNode(phone.agentSource(Duration.ofMillis(agent.waitForIdleMillis()))));
      case "GET /screenshot" ->
          Answer.ok(
              session,
              new TextNode(Base64.getEncoder().encodeToString(phone.screen().screenshot())));
      case "POST /appium/settings" -> settings(body, session);
      case "POST /appium/gestures/click" -> click(body.path("offset"), session);
      case "POST /keys" -> keys(body, session);
      case "POST /appium/device/set_clipboard" -> {
        phone.copyToClipboard(decoded(body.path("content").asText()));
        yield Answer.done(session);
      }
      case "POST /appium/device/get_clipboard" ->
          Answer.ok(
              session,
              new TextNode(
                  Base64.getMimeEncoder()
                      .encodeToString(
                          phone.clipboardInBackground().getBytes(StandardCharsets.UTF_8))));
      case "DELETE /" -> {
        agent.end();
        yield Answer.done(session);
      }
      default -> unknown(session);
    };
  }

  private static String decoded(String base64) {
    return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private Answer settings(JsonNode body, String session) {
    JsonNode wait = body.path("settings").path("waitForIdleTimeout");
    if (wait.isNumber()) {
      agent.waitForIdle(wait.asLong());
    }
    StreamSettings before = agent.stream();
    try {
      agent.stream(
          new StreamSettings(
              number(body, "mjpegScalingFactor", 100, before.scale()),
              number(body, "mjpegServerFramerate", 60, before.rate()),
              number(body, "mjpegServerScreenshotQuality", 100, before.quality())));
    } catch (IllegalArgumentException invalid) {
      return Answer.error(400, "invalid argument", String.valueOf(invalid.getMessage()), session);
    }
    return Answer.done(session);
  }

  private static int number(JsonNode body, String name, int most, int before) {
    JsonNode value = body.path("settings").path(name);
    if (value.isMissingNode()) {
      return before;
    }
    if (!value.isInt() || value.asInt() < 1 || value.asInt() > most) {
      throw new IllegalArgumentException(
          "Invalid "
              + name
              + " value specified, must be in range 1.."
              + most
              + ". "
              + value.asText()
              + " was given");
    }
    return value.asInt();
  }

  private Answer click(JsonNode offset, String session) {
    if (!offset.path("x").isNumber() || !offset.path("y").isNumber()) {
      return Answer.error(
          400,
          "invalid argument",
          "Click offset coordinates must be provided if element is not set",
          session);
    }
    phone.screen().tap(offset.path("x").asInt(), offset.path("y").asInt());
    return Answer.done(session);
  }

  private Answer keys(JsonNode body, String session) {
    if (!body.path("text").isTextual()) {
      return Answer.error(400, "invalid argument", "'text' is mandatory", session);
    }
    return phone.screen().setText(body.path("text").asText(), body.path("replace").asBoolean())
        ? Answer.done(session)
        : Answer.error(
            404,
            "no such element",
            "An element could not be located on the page using the given search parameters",
            session);
  }

  private static Answer unknown(String session) {
    return Answer.error(
        404,
        "unknown command",
        "The requested resource could not be found, or a request was received using an HTTP"
            + " method that is not supported by the mapped resource",
        session);
  }

  private static byte[] response(Request request, Answer answer, boolean noJson)
      throws JsonProcessingException {
    ObjectNode document = JSON.createObjectNode();
    document.put("sessionId", answer.session());
    document.set("value", answer.value());
    byte[] content =
        noJson
            ? "\u0000{\"value\": <<".getBytes(StandardCharsets.UTF_8)
            : JSON.writeValueAsBytes(document);
    String head =
        "HTTP/1.1 "
            + answer.status()
            + (answer.status() == 200 ? " OK" : " Error")
            + "\r\nConnection: "
            + (request.keepAlive() ? "keep-alive" : "close")
            + "\r\nPragma: no-cache\r\nCache-Control: no-store\r\nContent-Encoding: identity"
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + content.length
            + "\r\n\r\n";
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    byte[] whole = Arrays.copyOf(start, start.length + content.length);
    System.arraycopy(content, 0, whole, start.length, content.length);
    return whole;
  }

  private static Optional<Request> read(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    String[] words = first.split(" ");
    if (words.length != 3) {
      throw new IOException("no HTTP request: " + first);
    }
    int length = 0;
    boolean keepAlive = true;
    String header = line(in);
    while (!header.isEmpty()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).strip());
      }
      if (lower.startsWith("connection:") && lower.contains("close")) {
        keepAlive = false;
      }
      header = line(in);
    }
    if (length < 0 || length > LONGEST_BODY) {
      throw new IOException("a request of " + length + " bytes");
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the client went in the middle of a request");
    }
    return Optional.of(
        new Request(words[0], words[1], keepAlive, new String(body, StandardCharsets.UTF_8)));
  }

  /** Reads a line without its end. Empty also at the end of the stream. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    while (next >= 0 && next != '\n') {
      if (next != '\r') {
        line.append((char) next);
      }
      next = in.read();
    }
    return line.toString();
  }
}
