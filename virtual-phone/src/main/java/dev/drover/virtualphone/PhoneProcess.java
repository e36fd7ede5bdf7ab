package dev.drover.virtualphone;

import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.config.Timing;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A process of one or more virtual phones. It prints one line of JSON for each phone, with its
 * addresses, then runs until it is ended.
 */
@Command(
    name = "phone",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    modelTransformer = AppOptions.class,
    description = {
      "Runs a virtual phone, for `adb connect` and for tests, until Ctrl-C.",
      "It says where it is in one line of JSON: serial, adb, control."
    })
public final class PhoneProcess implements Callable<Integer> {
  @Option(
      names = "--port",
      defaultValue = "5555",
      description = "The ADB port; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--control-port",
      defaultValue = "0",
      description = "The control port: GET /effects, /commands, PUT /faults (default: a free one).")
  private int controlPort;

  @Option(
      names = "--serial",
      defaultValue = "VIRTUAL1",
      description =
          "The hardware serial; of several, each gets a number (default: ${DEFAULT-VALUE}).")
  private String serial = "VIRTUAL1";

  @Option(
      names = "--account",
      defaultValue = "demo_account",
      description = {
        "An account that its apps are logged in with; the first is the one in use",
        "(default: ${DEFAULT-VALUE}). Repeat it for more; of several phones, each gets a number."
      })
  private List<String> accounts = List.of();

  @Option(
      names = "--locale",
      defaultValue = "en-US",
      description =
          "The language it is set to; its apps speak en, fr, es, zh, de, pt, id, vi, ru and ja"
              + " (default: ${DEFAULT-VALUE}).")
  private String locale = "en-US";

  @Option(
      names = "--screen",
      defaultValue = "1080x2400",
      description = "The size of its screen, in pixels (default: ${DEFAULT-VALUE}).")
  private String screen = "1080x2400";

  @Option(
      names = "--android",
      defaultValue = "14",
      description = "The Android version, 7 to 16 (default: ${DEFAULT-VALUE}).")
  private String androidVersion = "14";

  @Option(
      names = "--upload-seconds",
      defaultValue = "3",
      description = "How long the upload of a post takes (default: ${DEFAULT-VALUE}).")
  private int uploadSeconds;

  @Option(names = "--without-adb-keyboard", description = "ADBKeyBoard is not installed on it.")
  private boolean withoutAdbKeyboard;

  @Option(
      names = "--auth",
      description = {
        "It lets in only computers whose ADB key was accepted: POST /keys/accept on the control",
        "port is the tap on Allow."
      })
  private boolean auth;

  @Option(
      names = "--model",
      defaultValue = "Virtual Phone",
      description = "What it calls its model (default: ${DEFAULT-VALUE}).")
  private String model = "Virtual Phone";

  @Option(
      names = "--hides-boot-id",
      description = "Its shell may not read when it was started, as on some phones.")
  private boolean hidesBootId;

  @Option(names = "--agent", description = "The UiAutomator2 agent is installed on it.")
  private boolean agent;

  @Option(
      names = {"--phones", "--count"},
      defaultValue = "1",
      description =
          "How many phones, at free ports when more than one (default: ${DEFAULT-VALUE}).")
  private int phones;

  @Option(
      names = "--until-stdin-closes",
      description = "End when the standard input does: with the process that started this one.")
  private boolean untilStdinCloses;

  @Spec private @Nullable CommandSpec spec;

  public static void main(String[] args) {
    System.exit(new CommandLine(new PhoneProcess()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    if (phones < 1 || phones > 500) {
      throw refused("--phones", "must be 1 to 500, not " + phones);
    }
    List<VirtualPhone> running = new ArrayList<>();
    try {
      for (int number = 1; number <= phones; number++) {
        VirtualPhone phone = VirtualPhone.start(config(number));
        running.add(phone);
        if (auth) {
          phone.authorisation().demand();
        }
        if (hidesBootId) {
          phone.hideBootId();
        }
        if (agent) {
          phone.installAgent();
        }
      }
      PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
      for (VirtualPhone phone : running) {
        out.println(
            "{\"serial\": \""
                + phone.serial()
                + "\", \"adb\": \""
                + phone.adbAddress()
                + "\", \"control\": \"http://127.0.0.1:"
                + phone.controlPort()
                + "\"}");
      }
      out.flush();
      awaitEnd();
    } finally {
      running.forEach(VirtualPhone::close);
    }
    return 0;
  }

  private PhoneConfig config(int number) {
    String suffix = phones == 1 ? "" : "_" + number;
    String[] names = accounts.stream().map(name -> name + suffix).toArray(String[]::new);
    if (!screen.matches("\\d{3,4}x\\d{3,4}")) {
      throw refused("--screen", "must be such as 1080x2400, not " + screen);
    }
    String[] size = screen.split("x", 2);
    PhoneConfig config =
        PhoneConfig.named(phones == 1 ? serial : serial + "-" + number, names)
            .withModel(model)
            .withAndroid(androidVersion)
            .withLocale(locale)
            .withScreen(Integer.parseInt(size[0]), Integer.parseInt(size[1]))
            .withAdbKeyboard(!withoutAdbKeyboard)
            .withTiming(Timing.USUAL.withUpload(Duration.ofSeconds(uploadSeconds)));
    config = AppOptions.apply(Objects.requireNonNull(spec), config, suffix);
    return phones == 1 ? config.at(port, controlPort) : config;
  }

  private CommandLine.ParameterException refused(String option, String why) {
    return new CommandLine.ParameterException(
        Objects.requireNonNull(spec).commandLine(), option + ": " + why);
  }

  private void awaitEnd() throws IOException, InterruptedException {
    if (!untilStdinCloses) {
      new CountDownLatch(1).await();
    }
    while (System.in.read() >= 0) {
      // Input is read only to notice its end; its content is ignored.
    }
  }
}
