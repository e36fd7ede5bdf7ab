package dev.drover.bootstrap;

import dev.drover.bootstrap.cli.AgentInstall;
import dev.drover.bootstrap.cli.CommandGroup;
import dev.drover.bootstrap.cli.Doctor;
import dev.drover.bootstrap.cli.GroupedCommands;
import dev.drover.bootstrap.cli.KeyCommand;
import dev.drover.bootstrap.cli.LicenseCommand;
import dev.drover.bootstrap.cli.Rehearsal;
import dev.drover.bootstrap.cli.UsageErrors;
import dev.drover.bootstrap.cli.profile.ProfileCheck;
import dev.drover.bootstrap.cli.profile.ProfileDiff;
import dev.drover.bootstrap.cli.profile.ProfileRepair;
import dev.drover.bootstrap.cli.profile.ProfileWords;
import dev.drover.bootstrap.config.ConfigurationError;
import dev.drover.bootstrap.plugin.PluginRefused;
import dev.drover.bootstrap.server.DroverVersion;
import dev.drover.bootstrap.server.StartFailed;
import dev.drover.virtualphone.PhoneProcess;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line. Exit codes: 0, 1 (failed), 2 (usage or configuration, or no start). */
@Command(
    name = "drover",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    description =
        "Queues automation tasks over a REST API and runs them on your own Android phones over"
            + " ADB.",
    footer = {
      "",
      "Examples:",
      "  drover                          the server on localhost:50809, with a PostgreSQL of its"
          + " own",
      "  drover demo --phones 3          the same, with three virtual phones to try it on",
      "  drover phone --port 5555        one virtual phone alone, for `adb connect 127.0.0.1:5555`",
      "  drover profile check s.xml      what the app profile finds on a saved screen",
      "  drover doctor                   what is missing, and what to do",
      "  drover rehearse                 does everything work here? One task on a virtual phone",
      "  drover agent install            on every phone, what reads screens that move",
      "  drover key create ci            an API key, for a server that others can reach",
      "  drover license inspect          what the licence grants on this machine",
      "",
      "Every flag is also a key of drover.yaml and an environment variable: --port, port,"
          + " DROVER_PORT."
    },
    subcommands = {
      Main.Serve.class,
      Main.Demo.class,
      PhoneProcess.class,
      Main.Profile.class,
      Main.Agent.class,
      Doctor.class,
      Rehearsal.class,
      KeyCommand.class,
      LicenseCommand.class
    })
public final class Main implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(Main.class);

  @Mixin private final ServerFlags flags = new ServerFlags();

  public static void main(String[] args) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    int exitCode;
    try {
      Optional<ServerFlags> plain = PlainStart.of(args);
      exitCode = plain.isPresent() ? serve(plain.get()) : commandLine().execute(args);
    } catch (Error failed) {
      // Threads that were started until then would keep the process from its end.
      System.err.println("drover: can't go on: " + failed);
      exitCode = 2;
    }
    System.exit(exitCode);
  }

  /** Does what the command line does after it has parsed the flags. */
  private static int serve(ServerFlags flags) {
    try {
      return flags.serve();
    } catch (Exception failed) {
      return fail(failed, commandLine());
    }
  }

  public static CommandLine commandLine() {
    return GroupedCommands.in(new CommandLine(new Main()))
        .setParameterExceptionHandler(new UsageErrors())
        .setExecutionExceptionHandler((failure, command, _) -> fail(failure, command));
  }

  /** Says in one line why a command failed, and returns its exit code. */
  private static int fail(Exception failure, CommandLine command) {
    String message = Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
    command.getErr().println(command.getColorScheme().errorText("drover: " + oneLine(message)));
    log.debug("the command failed", failure);
    return failure instanceof ConfigurationError
            || failure instanceof StartFailed
            || failure instanceof PluginRefused
        ? 2
        : 1;
  }

  private static String oneLine(String message) {
    return message
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("; "));
  }

  @Override
  public Integer call() throws Exception {
    return flags.serve();
  }

  ServerFlags flags() {
    return flags;
  }

  @Command(
      name = "serve",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      abbreviateSynopsis = true,
      description = "Runs the server until Ctrl-C. The same as drover without a command.")
  static final class Serve implements Callable<Integer> {
    @Mixin private final ServerFlags flags = new ServerFlags();

    @Override
    public Integer call() throws Exception {
      return flags.serve();
    }

    ServerFlags flags() {
      return flags;
    }
  }

  @Command(
      name = "demo",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      abbreviateSynopsis = true,
      description = {
        "Runs the server with virtual phones, to try it on a machine without a phone.",
        "Its home is beside the server's and apart from it. Writes where everything is to",
        "<home>/demo.json. Ctrl-C ends all of it."
      })
  static final class Demo implements Callable<Integer> {
    @Mixin private final ServerFlags flags = new ServerFlags();

    @Option(
        names = "--phones",
        paramLabel = "N",
        defaultValue = "3",
        description = "How many virtual phones, 1 to 100 (default: ${DEFAULT-VALUE}).")
    private int phones;

    @Override
    public Integer call() throws Exception {
      if (phones < 1 || phones > 100) {
        throw new ConfigurationError("--phones: must be 1 to 100, not " + phones);
      }
      return flags.demo(phones);
    }
  }

  @Command(
      name = "profile",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Helps to repair an app profile after an app update.",
      subcommands = {
        ProfileCheck.class,
        ProfileRepair.class,
        ProfileWords.class,
        ProfileDiff.class
      })
  static final class Profile extends CommandGroup {}

  @Command(
      name = "agent",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "The UiAutomator2 agent on the phones.",
      subcommands = AgentInstall.class)
  static final class Agent extends CommandGroup {}

  /** What {@code --version} prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"drover " + DroverVersion.text()};
    }
  }
}
