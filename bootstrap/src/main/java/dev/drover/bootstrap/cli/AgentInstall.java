package dev.drover.bootstrap.cli;

import dev.drover.bootstrap.config.ConfigurationError;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.device.PhoneCare;
import dev.drover.device.adb.AdbPhones;
import dev.drover.device.adb.PhoneLost;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceState;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Installs the UiAutomator2 agent, which reads screens that move, on phones. */
@Command(
    name = "install",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Installs the UiAutomator2 agent (Apache-2.0, of the Appium project) on your phones: it reads screens that",
      "move, and types any text. Drover works without it, more slowly. npm brings it, or you do."
    },
    footer = {
      "",
      "Exit code 0: it is on all of them; 1: on one it is not; 2: the agent, or the phone, was not found.",
      "",
      "Examples:",
      "  drover agent install                     on every phone that is there",
      "  drover agent install R5CT10ABCDE         on one, by its serial or address",
      "  drover agent install --from ~/package    from an unpacked npm package"
    })
public final class AgentInstall implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "SERIAL",
      description = "Phones, by serial or ADB address (default: all that are there).")
  private List<String> wanted = List.of();

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description = "A folder with the two APKs, in place of npm's.")
  private @Nullable Path from;

  @Mixin private final PhoneFlags flags = new PhoneFlags();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    ServerConfig config = flags.config();
    try (TemporaryFolder folder = TemporaryFolder.named("drover-agent");
        ConfiguredPhones reached = ConfiguredPhones.reach(config)) {
      AdbPhones phones = reached.phones();
      List<Device> targets = targets(config, phones);
      AgentApks apks = from == null ? AgentApks.byNpm(folder.path()) : AgentApks.in(from);
      out.println("UiAutomator2 agent " + apks.version());
      PhoneCare care = new PhoneCare(phones);
      boolean all = true;
      for (Device phone : targets) {
        Optional<String> problem = install(care, phone, apks);
        all = all && problem.isEmpty();
        out.println(phone.serial() + ": " + problem.orElse("installed"));
        out.flush();
      }
      return all ? 0 : 1;
    }
  }

  private static Optional<String> install(PhoneCare care, Device phone, AgentApks apks) {
    if (phone.state() != DeviceState.ONLINE) {
      return Optional.of("not installed: " + phone.problem().orElse("it is not online"));
    }
    try {
      return care.installAgent(phone.serial(), apks.files())
          .map(refused -> "not installed: " + refused);
    } catch (PhoneLost lost) {
      return Optional.of("not installed: " + lost.getMessage());
    }
  }

  private List<Device> targets(ServerConfig config, AdbPhones phones) {
    List<Device> there = phones.devices();
    if (wanted.isEmpty()) {
      if (there.isEmpty()) {
        throw new ConfigurationError(
            "no phone is there: "
                + phones.serverProblem().orElse("none is plugged in")
                + "; phones on the network are named by devices.connect. See "
                + config.command("doctor"));
      }
      return there;
    }
    List<Device> found = new ArrayList<>();
    for (String name : wanted) {
      found.add(
          there.stream()
              .filter(
                  device ->
                      device.serial().value().equals(name) || device.addresses().contains(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new ConfigurationError(
                          "there is no phone " + name + "; there are " + names(there))));
    }
    return found;
  }

  private static String names(List<Device> there) {
    return there.isEmpty()
        ? "none"
        : String.join(", ", there.stream().map(device -> device.serial().value()).toList());
  }
}
