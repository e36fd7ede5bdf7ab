package dev.drover.device.screen.driver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.device.adb.HttpExchangeFailed;
import dev.drover.device.adb.HttpRequest;
import dev.drover.device.adb.HttpResponse;
import dev.drover.device.adb.PhoneSession;
import dev.drover.device.adb.SafeText;
import dev.drover.device.adb.ShellCommand;
import dev.drover.device.hierarchy.HierarchyParser;
import dev.drover.device.hierarchy.HierarchyUnreadable;
import dev.drover.device.hierarchy.ParsingThreads;
import dev.drover.device.hierarchy.UiTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The driver for Appium's UiAutomator2 agent, a program that stays running on the phone and serves
 * HTTP on a port of the phone. It reads moving screens and types any text. The driver starts the
 * agent if it does not run, and again if it dies or hangs.
 */
final class AgentDriver implements ScreenDriver {
  static final String SERVER = "io.appium.uiautomator2.server";
  static final String TEST = "io.appium.uiautomator2.server.test";

  /** Stops the agent, so that another program can read the screen. */
  static final ShellCommand STOP =
      ShellCommand.of("am", "force-stop", SERVER).then(ShellCommand.of("am", "force-stop", TEST));

  static final int PORT = 6790;
  private static final String LOG = "/data/local/tmp/drover_agent.log";

  /**
   * The agent lives as long as {@code am} waits for it, and {@code am} survives the end of the
   * connection.
   */
  private static final ShellCommand START =
      ShellCommand.of("am", "instrument", "-w", TEST + "/androidx.test.runner.AndroidJUnitRunner")
          .inBackground(LOG);

  private static final Duration COMMAND_DEADLINE = Duration.ofSeconds(10);
  private static final Duration STATUS_DEADLINE = Duration.ofSeconds(3);
  private static final Duration READ_DEADLINE = Duration.ofSeconds(10);
  private static final Duration TAP_DEADLINE = Duration.ofSeconds(10);
  private static final Duration START_DEADLINE = Duration.ofSeconds(25);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  /** The most starts of a dying agent in one attempt. */
  private static final int MOST_STARTS = 3;

  /** The agent accepts requests of 64 KiB. */
  private static final int LONGEST_TEXT_BYTES = 20_000;

  /**
   * The agent's default of waiting ten seconds for a quiet screen would be spent on every video.
   * Unimportant views are left out, as in the stock dump. The screen may turn off as usual.
   */
  private static final String SETTINGS =
      """
      {"settings": {"waitForIdleTimeout": 100, "ignoreUnimportantViews": true, "wakeLockTimeout": 0}}
      """;

  private static final String CAPABILITIES =
      """
      {"capabilities": {"alwaysMatch": {}, "firstMatch": [{}]}}
      """;

  /** The most characters of the agent's own text that are read. */
  private static final int MOST_WORDS = 2_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PhoneSession phone;
  private final DriverChoice memory;
  private final Pause pause;
  private final Consumer<String> notes;
  private final HierarchyParser parser = new HierarchyParser();
  private int starts;

  AgentDriver(PhoneSession phone, DriverChoice memory, Pause pause, Consumer<String> notes) {
    this.phone = phone;
    this.memory = memory;
    this.pause = pause;
    this.notes = notes;
  }

  /** Returns whether both packages of the agent are installed. */
  static boolean isInstalled(PhoneSession phone) {
    return isInstalled(
        phone.shell(ShellCommand.of("pm", "list", "packages", SERVER), COMMAND_DEADLINE).output());
  }

  /**
   * Returns whether a list contains both packages of the agent.
   *
   * @param packages the output of {@code pm list packages}
   */
  static boolean isInstalled(String packages) {
    var lines = packages.lines().map(String::strip).toList();
    return lines.contains("package:" + SERVER) && lines.contains("package:" + TEST);
  }

  @Override
  public UiTree read(Runnable calm) throws DriverFailed {
    DriverFailed last = new DriverFailed("", false);
    for (int attempt = 1; attempt <= 2; attempt++) {
      try {
        String session = session();
        String xml =
            ask(HttpRequest.get("/session/" + session + "/source"), READ_DEADLINE).asText();
        return ParsingThreads.parsed(parser, xml);
      } catch (HierarchyUnreadable unreadable) {
        last = new DriverFailed("its answer is no screen: " + unreadable.getMessage(), false);
      } catch (DriverFailed failed) {
        last = failed;
      }
      if (attempt == 1) {
        notes.accept("the agent is asked once more: " + last.reason());
      }
    }
    throw last;
  }

  @Override
  public void tap(int x, int y) throws DriverFailed {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("offset").put("x", x).put("y", y);
    ask(
        HttpRequest.post("/session/" + known() + "/appium/gestures/click", body.toString()),
        TAP_DEADLINE);
  }

  /**
   * Replaces the content of the focused field at once, or adds to its end.
   *
   * @return false if the agent can't: no field has the focus, or the text would be read as a key
   * @throws DriverFailed if the agent does not answer; the field may contain the text
   */
  boolean enterText(String text, boolean replace) throws DriverFailed {
    if (text.endsWith("\\n") || text.getBytes(StandardCharsets.UTF_8).length > LONGEST_TEXT_BYTES) {
      // A backslash and an n at the end would press Enter.
      return false;
    }
    String body = JSON.createObjectNode().put("text", text).put("replace", replace).toString();
    try {
      ask(HttpRequest.post("/session/" + known() + "/keys", body), TAP_DEADLINE);
      return true;
    } catch (DriverFailed failed) {
      if (memory.session().isPresent()) {
        notes.accept("the agent does not type: " + failed.reason());
        return false;
      }
      throw failed;
    }
  }

  /** Copies a text to the clipboard. Android lets programs in the background do so. */
  void setClipboard(String text) throws DriverFailed {
    String body =
        JSON.createObjectNode()
            .put(
                "content",
                Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))
            .put("contentType", "plaintext")
            .put("label", "text")
            .toString();
    ask(
        HttpRequest.post("/session/" + session() + "/appium/device/set_clipboard", body),
        COMMAND_DEADLINE);
  }

  /** Returns the text in the clipboard; since Android 10 only the app in front may read it. */
  String clipboard() throws DriverFailed {
    String body = JSON.createObjectNode().put("contentType", "plaintext").toString();
    String encoded =
        ask(
                HttpRequest.post("/session/" + session() + "/appium/device/get_clipboard", body),
                COMMAND_DEADLINE)
            .asText();
    try {
      // The agent breaks the lines of its Base64.
      return new String(Base64.getMimeDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException garbled) {
      throw new DriverFailed("its answer is no Base64: " + garbled.getMessage(), false);
    }
  }

  /**
   * Returns the open session. Starting the agent would take seconds, which the caller's request is
   * not worth.
   */
  private String known() throws DriverFailed {
    return memory.session().orElseThrow(() -> new DriverFailed("it is not running", false));
  }

  /** Returns the open session or opens one, and starts the agent if necessary. */
  private String session() throws DriverFailed {
    memory.lock();
    try {
      Optional<String> open = memory.session();
      if (open.isPresent()) {
        return open.get();
      }
      if (!isReady()) {
        start();
      }
      JsonNode created = ask(HttpRequest.post("/session", CAPABILITIES), COMMAND_DEADLINE);
      String session = created.path("sessionId").asText();
      if (!session.matches("[A-Za-z0-9-]{1,64}")) {
        throw new DriverFailed("it gave no session", false);
      }
      ask(HttpRequest.post("/session/" + session + "/appium/settings", SETTINGS), COMMAND_DEADLINE);
      memory.opened(session);
      return session;
    } finally {
      memory.unlock();
    }
  }

  private boolean isReady() {
    try {
      return ask(HttpRequest.get("/status"), STATUS_DEADLINE).path("ready").asBoolean();
    } catch (DriverFailed notYet) {
      return false;
    }
  }

  private void start() throws DriverFailed {
    starts++;
    if (starts > MOST_STARTS) {
      throw new DriverFailed("it was started " + MOST_STARTS + " times and does not stay", false);
    }
    notes.accept("start the UiAutomator2 agent");
    phone.shell(STOP.then(START), COMMAND_DEADLINE);
    long deadline = System.nanoTime() + START_DEADLINE.toNanos();
    while (!isReady()) {
      String said = phone.shell(ShellCommand.of("cat", LOG), COMMAND_DEADLINE).output().strip();
      if (!said.isEmpty() || System.nanoTime() > deadline) {
        throw new DriverFailed(
            "it does not start" + (said.isEmpty() ? "" : ": " + abbreviated(said)), false);
      }
      pause.of(BETWEEN_LOOKS);
    }
  }

  private JsonNode ask(HttpRequest request, Duration deadline) throws DriverFailed {
    HttpResponse answer;
    try {
      answer = phone.http(PORT, request, deadline);
    } catch (HttpExchangeFailed none) {
      memory.closed();
      throw new DriverFailed(String.valueOf(none.getMessage()), none.sent());
    }
    JsonNode value;
    try {
      value = ParsingThreads.process(() -> value(answer));
    } catch (UncheckedIOException garbled) {
      memory.closed();
      throw new DriverFailed(
          "its answer is no JSON: " + abbreviated(String.valueOf(garbled.getMessage())), true);
    }
    if (answer.status() == 200) {
      return value;
    }
    String error = value.path("error").asText();
    boolean sessionIsGone = error.equals("invalid session id");
    if (sessionIsGone) {
      memory.closed();
    }
    throw new DriverFailed(
        "it answered "
            + abbreviated(error)
            + " ("
            + abbreviated(value.path("message").asText())
            + ")",
        !sessionIsGone);
  }

  /**
   * Returns the value of an answer.
   *
   * @throws UncheckedIOException if the answer is not JSON
   */
  private static JsonNode value(HttpResponse answer) {
    try {
      return JSON.readTree(answer.body()).path("value");
    } catch (JsonProcessingException garbled) {
      throw new UncheckedIOException(garbled.getOriginalMessage(), garbled);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String abbreviated(String text) {
    String line = SafeText.line(text, MOST_WORDS).replaceAll("\\s+", " ");
    return line.length() <= 300 ? line : line.substring(0, 297) + "...";
  }
}
