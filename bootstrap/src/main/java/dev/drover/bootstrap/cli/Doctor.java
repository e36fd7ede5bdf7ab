package dev.drover.bootstrap.cli;

import dev.drover.application.plugin.Devices;
import dev.drover.application.plugin.Finding;
import dev.drover.application.plugin.StorageContext;
import dev.drover.bootstrap.config.AdapterChoices;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.bootstrap.plugin.Adapters;
import dev.drover.bootstrap.plugin.Plugins;
import dev.drover.bootstrap.server.HomeLock;
import dev.drover.bootstrap.server.HomeUnusable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks what a server needs, and says what to do. Changes nothing but the ADB key it may make. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Checks the JDK, the database, the server if one runs, the adb server and every phone, and"
            + " says what to do.",
    footer = {
      "",
      "ok: as it should be; note: works, but could be better; FAIL: does not work.",
      "Exit code 0: nothing fails; 1: something does; 2: the configuration can't be used."
    })
public final class Doctor implements Callable<Integer> {
  private static final int NEEDED_JDK = 25;

  @Mixin private final PhoneFlags flags = new PhoneFlags();

  @Spec private @Nullable CommandSpec spec;

  private boolean failed;

  @Override
  public Integer call() throws Exception {
    ServerConfig config = flags.config();
    checkJdk();
    checkStorage(config);
    checkServer(config);
    checkPhones(config);
    return failed ? 1 : 0;
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }

  private void say(String verdict, String what) {
    out().println(String.format("%-4s  %s", verdict, what));
    out().flush();
  }

  private void ok(String what) {
    say("ok", what);
  }

  private void note(String what) {
    say("note", what);
  }

  private void fail(String what) {
    failed = true;
    say("FAIL", what);
  }

  private void checkJdk() {
    int feature = Runtime.version().feature();
    if (feature >= NEEDED_JDK) {
      ok("JDK " + Runtime.version());
    } else {
      fail("JDK " + feature + ": Drover needs " + NEEDED_JDK + "; set DROVER_JAVA_HOME to one");
    }
  }

  private void checkStorage(ServerConfig config) {
    StorageContext.Use use = StorageContext.Use.COMMAND;
    try (HomeLock free = HomeLock.acquire(config.home())) {
      Objects.requireNonNull(free);
    } catch (HomeUnusable taken) {
      use = StorageContext.Use.COMMAND_BESIDE_SERVER;
      if (!taken.inUse()) {
        note("home: " + taken.getMessage());
      }
    }
    try (Plugins plugins = Plugins.below(config.home())) {
      Adapters adapters = Adapters.find(plugins);
      adapters.check(config.adapters());
      adapters
          .check(config.adapters().storage(), CommandContext.of(config, use, plugins.loader()))
          .forEach(this::say);
    }
  }

  /** One that runs elsewhere, or with other settings, is not known here. */
  private void checkServer(ServerConfig config) {
    Optional<ServerHealth.Told> told = ServerHealth.ask(config);
    if (told.isEmpty()) {
      note("server: none runs at " + config.host() + ":" + config.port());
      return;
    }
    String server = "server at " + told.get().address() + ": ";
    if (told.get().problems().isEmpty()) {
      ok(server + "it does its work");
    }
    told.get().problems().forEach(problem -> fail(server + problem));
  }

  /**
   * The phones of one adapter.
   *
   * @param addresses of the configuration that the adapter takes
   */
  private record Opened(Devices devices, List<String> addresses) {}

  /** Has each address checked by the adapter that takes it in a server. */
  private void checkPhones(ServerConfig config) throws InterruptedException {
    ConfiguredPhones.quieten();
    List<Opened> all = new ArrayList<>();
    try (Plugins plugins = Plugins.below(config.home())) {
      Adapters adapters = Adapters.find(plugins);
      for (AdapterChoices.Chosen chosen : config.adapters().devices()) {
        Devices devices =
            adapters.open(chosen, CommandContext.of(config, chosen, plugins.loader()));
        all.add(new Opened(devices, new ArrayList<>()));
      }
      for (String address : config.connect()) {
        all.stream()
            .filter(opened -> opened.devices().takesAddress(address))
            .findFirst()
            .ifPresentOrElse(
                opened -> opened.addresses().add(address),
                () -> fail("phone at " + address + ": no device adapter takes this address"));
      }
      for (Opened opened : all) {
        opened.devices().check(opened.addresses()).forEach(this::say);
      }
    } finally {
      all.forEach(opened -> opened.devices().close());
    }
  }

  private void say(Finding finding) {
    switch (finding.verdict()) {
      case OK -> ok(finding.text());
      case NOTE -> note(finding.text());
      case FAIL -> fail(finding.text());
    }
  }
}
