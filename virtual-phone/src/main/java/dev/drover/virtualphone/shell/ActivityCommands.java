package dev.drover.virtualphone.shell;

import dev.drover.virtualphone.phone.Phone;
import dev.drover.virtualphone.system.AgentProcess;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The programs that start and end apps and send broadcasts. */
final class ActivityCommands {
  private static final String SCAN = "android.intent.action.MEDIA_SCANNER_SCAN_FILE";

  private final Phone phone;
  private final CommandIo io;

  ActivityCommands(Phone phone, CommandIo io) {
    this.phone = phone;
    this.io = io;
  }

  int run(String name, List<String> arguments) {
    return switch (name) {
      case "am" -> am(arguments);
      case "monkey" -> monkey(arguments);
      default -> throw new IllegalArgumentException(name + " starts no app");
    };
  }

  private int am(List<String> arguments) {
    if (arguments.isEmpty()) {
      return io.fail("Activity manager (activity) commands: see the documentation");
    }
    List<String> rest = arguments.subList(1, arguments.size());
    try {
      return switch (arguments.getFirst()) {
        case "start", "start-activity" -> start(Intent.parse(rest));
        case "broadcast" -> broadcast(Intent.parse(rest));
        case "instrument" -> instrument(rest);
        case "force-stop" -> {
          phone.forceStop(rest.isEmpty() ? "" : rest.getLast());
          yield 0;
        }
        default -> io.fail("Error: Unknown command: " + arguments.getFirst());
      };
    } catch (Intent.Malformed malformed) {
      return io.fail(malformed.reason());
    }
  }

  /** Runs the agent, the only instrumentation that there is, until it ends. */
  private int instrument(List<String> arguments) {
    String component = arguments.isEmpty() ? "" : arguments.getLast();
    if (!component.equals(AgentProcess.TEST + "/androidx.test.runner.AndroidJUnitRunner")
        || !phone.packages().has(AgentProcess.TEST)
        || !phone.packages().has(AgentProcess.SERVER)) {
      io.print(
          "INSTRUMENTATION_STATUS: Error=Unable to find instrumentation info for: ComponentInfo{"
              + component
              + "}\nINSTRUMENTATION_STATUS_CODE: -1\n");
      return io.fail("android.util.AndroidException: INSTRUMENTATION_FAILED: " + component);
    }
    if (phone.isAutomatedByAnother()) {
      return io.print(
          "INSTRUMENTATION_RESULT: shortMsg=java.lang.IllegalStateException\n"
              + "INSTRUMENTATION_RESULT: longMsg=java.lang.IllegalStateException:"
              + " UiAutomationService android.accessibilityservice.IAccessibilityServiceClient"
              + "$Stub$Proxy@39f1a2balready registered!\nINSTRUMENTATION_CODE: 0\n");
    }
    CountDownLatch end = phone.agent().start();
    try {
      end.await();
    } catch (InterruptedException interrupted) {
      phone.agent().end();
      Thread.currentThread().interrupt();
    }
    return io.print("INSTRUMENTATION_RESULT: shortMsg=Process crashed.\nINSTRUMENTATION_CODE: 0\n");
  }

  private int start(Intent intent) {
    io.print("Starting: " + intent + "\n");
    Optional<String> activity =
        intent.isShare()
            ? phone.screen().share(intent.target(), intent.type(), intent.streams())
            : phone.screen().start(intent.target(), intent.data());
    if (activity.isEmpty()) {
      return io.fail("Error: Activity not started, unable to resolve " + intent);
    }
    return io.print(
        "Status: ok\nLaunchState: WARM\nActivity: "
            + activity.get()
            + "\nTotalTime: 210\nWaitTime: 214\nComplete\n");
  }

  /** Sends a broadcast. Its output is the same whether anything received it or not. */
  private int broadcast(Intent intent) {
    if (intent.action().equals(SCAN) && intent.data().startsWith("file://")) {
      String path = intent.data().substring("file://".length()).replace("+", "%2B");
      phone.media().scan(URLDecoder.decode(path, StandardCharsets.UTF_8));
    } else {
      phone.screen().broadcast(intent.action(), intent.extras());
    }
    return io.print("Broadcasting: " + intent + "\nBroadcast completed: result=0\n");
  }

  private int monkey(List<String> arguments) {
    int flag = arguments.indexOf("-p");
    String packageName = flag >= 0 && flag + 1 < arguments.size() ? arguments.get(flag + 1) : "";
    if (phone.screen().start(packageName, "").isEmpty()) {
      return io.fail("** No activities found to run, monkey aborted.");
    }
    return io.print("Events injected: 1\n");
  }
}
