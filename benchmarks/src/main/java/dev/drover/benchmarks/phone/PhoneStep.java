package dev.drover.benchmarks.phone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dadb.AdbException;
import dadb.Dadb;
import dev.drover.application.plugin.DeviceContext;
import dev.drover.application.plugin.Devices;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.device.PhoneControl;
import dev.drover.benchmarks.measure.Goal;
import dev.drover.benchmarks.measure.Machine;
import dev.drover.benchmarks.measure.Measurement;
import dev.drover.benchmarks.measure.Row;
import dev.drover.benchmarks.measure.Sample;
import dev.drover.benchmarks.measure.ServerProcess;
import dev.drover.benchmarks.measure.VirtualPhones;
import dev.drover.device.AdbDeviceAdapter;
import dev.drover.domain.control.NodeSelector;
import dev.drover.domain.control.PhoneCommand;
import dev.drover.domain.device.DeviceSerial;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What one step of a script costs: find an element, tap it, see that the page has come. */
@Command(
    name = "phone-step",
    description = "P7: find, tap and verify, beside the same shell commands by dadb and by adb",
    mixinStandardHelpOptions = true)
public final class PhoneStep extends Measurement {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final NodeSelector ICON = NodeSelector.ofText("TikTok");
  private static final int KEY_HOME = 3;
  private static final String HOME = "input keyevent 3";

  /** Of the adb program, which takes longest and varies least, there is one step in so many. */
  private static final int ADB_STEP_EVERY = 5;

  @Option(names = "--steps", description = "Of each and round (default: 400).")
  private Optional<Integer> steps = Optional.empty();

  @Option(names = "--warm-up", description = "Steps before those (default: 2,000).")
  private Optional<Integer> warmUp = Optional.empty();

  @Override
  public String rows() {
    return "P7";
  }

  @Override
  public List<String> missing() {
    return Machine.without("adb", "sudo apt-get install adb");
  }

  @Override
  public List<Row> measure() throws Exception {
    int each = steps.orElse(size(400, 5));
    int before = warmUp.orElse(size(2_000, 5));
    Sample own = new Sample();
    Sample bare = new Sample();
    Sample program = new Sample();
    Path home = Files.createTempDirectory("drover-benchmark-phone");
    try (VirtualPhones phones = VirtualPhones.start(1);
        Devices devices =
            new AdbDeviceAdapter()
                .open(
                    new DeviceContext(
                        home,
                        Map.of("adb-server", "127.0.0.1:1"),
                        (_, _) -> {
                          throw new UnsupportedOperationException("no benchmark comments");
                        },
                        Clock.systemUTC(),
                        new Unmeasured(),
                        PhoneStep.class.getClassLoader()));
        BareDadb dadb = new BareDadb(Dadb.create("127.0.0.1", phones.phones().getFirst().port()));
        AdbProgram adb = new AdbProgram(phones.phones().getFirst().adb())) {
      VirtualPhones.Phone phone = phones.phones().getFirst();
      DeviceGateway gateway = devices.gateway();
      DeviceSerial serial = gateway.connect(phone.adb()).serial();
      try (PhoneControl control = gateway.control(serial, () -> true)) {
        List<String> lines = commandsOfAStep(control, phone);
        say("a step sends: " + lines);
        for (int round = 0; round <= rounds(); round++) {
          Sample[] into =
              round == 0
                  ? new Sample[] {new Sample(), new Sample(), new Sample()}
                  : new Sample[] {own, bare, program};
          for (int i = 0; i < (round == 0 ? before : each); i++) {
            control.perform(new PhoneCommand.PressKey(KEY_HOME));
            into[0].add(timed(() -> step(control)));
            dadb.shell(HOME);
            into[1].add(
                timed(
                    () -> {
                      for (String line : lines) {
                        dadb.shell(line);
                      }
                    }));
            if (i % ADB_STEP_EVERY > 0) {
              continue;
            }
            adb.shell(HOME);
            into[2].add(
                timed(
                    () -> {
                      for (String line : lines) {
                        adb.shell(line);
                      }
                    }));
          }
        }
      }
    }
    say("| ms a step | half | 99 % | worst |");
    say("| Drover | " + own.cells() + " |");
    say("| bare dadb | " + bare.cells() + " |");
    say("| adb | " + program.cells() + " |");
    Sample inverse = new Sample();
    inverse.add(program.median() / own.median());
    return List.of(
        Row.ratio(
            "P7",
            "a step: find, tap, verify",
            Goal.atMost(1.15, "≤ 1.15 × bare dadb"),
            own,
            "the same commands by dadb",
            bare,
            "ms"),
        new Row(
            "P7",
            "a step: find, tap, verify",
            "≥ 5 × faster than adb",
            own.cell("ms"),
            "the adb program: " + program.cell("ms"),
            Sample.number(inverse.median()) + " × faster",
            Goal.atLeast(5, "").judge(inverse.median())));
  }

  private static void step(PhoneControl control) {
    control.perform(new PhoneCommand.TapNode(ICON));
    if (!Boolean.FALSE.equals(control.perform(new PhoneCommand.Exists(ICON)))) {
      throw new IllegalStateException("the tap on the icon has not opened the app");
    }
  }

  /** What Drover sends for a step, as the phone has heard it. */
  private static List<String> commandsOfAStep(PhoneControl control, VirtualPhones.Phone phone)
      throws IOException, InterruptedException {
    // The first step also finds out how the phone's screen is read.
    control.perform(new PhoneCommand.PressKey(KEY_HOME));
    step(control);
    control.perform(new PhoneCommand.PressKey(KEY_HOME));
    int before = commands(phone).size();
    step(control);
    List<String> all = commands(phone);
    return List.copyOf(all.subList(before, all.size()));
  }

  private static List<String> commands(VirtualPhones.Phone phone)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      JsonNode commands =
          JSON.readTree(
              client
                  .send(
                      HttpRequest.newBuilder(URI.create(phone.control() + "/commands")).build(),
                      BodyHandlers.ofString())
                  .body());
      List<String> lines = new ArrayList<>();
      commands.forEach(command -> lines.add(command.path("command").asText()));
      return lines;
    }
  }

  /** Something that is timed. */
  private interface Action {
    void run() throws Exception;
  }

  private static double timed(Action action) throws Exception {
    long began = System.nanoTime();
    action.run();
    return (System.nanoTime() - began) / 1e6;
  }

  /** The protocol's library alone, as Drover uses it, too. */
  private record BareDadb(Dadb dadb) implements AutoCloseable {
    void shell(String line) throws AdbException {
      dadb.shell(line);
    }

    @Override
    public void close() throws IOException {
      try {
        dadb.close();
      } catch (Exception failed) {
        throw new IOException("the connection to the virtual phone was not closed", failed);
      }
    }
  }

  /** Debian's program, with an adb server of its own on a free port. */
  private static final class AdbProgram implements AutoCloseable {
    private final String port = Integer.toString(ServerProcess.freePort());
    private final String address;

    AdbProgram(String address) throws IOException, InterruptedException {
      this.address = address;
      run("connect", address);
      run("-s", address, "wait-for-device");
    }

    void shell(String line) throws IOException, InterruptedException {
      run("-s", address, "shell", line);
    }

    private void run(String... arguments) throws IOException, InterruptedException {
      List<String> command = new ArrayList<>(List.of("adb", "-P", port));
      command.addAll(List.of(arguments));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " failed");
      }
    }

    @Override
    public void close() throws IOException {
      try {
        run("kill-server");
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public List<String> limits() {
    return List.of(
        "The virtual phone answers at once; on a real phone a dump takes one to two seconds, and all"
            + " three take longer by the same. dadb and adb only fetch what Drover also parses and"
            + " searches.");
  }
}
