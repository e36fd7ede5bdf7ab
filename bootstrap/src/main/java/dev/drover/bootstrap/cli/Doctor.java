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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
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
  private static final String AGENT_INSTALL = "drover agent install";

  @Mixin private final PhoneFlags flags = new PhoneFlags();

  @Spec private @Nullable CommandSpec spec;

  private boolean failed;
  private boolean homeInUse;

  @Override
  public Integer call() throws Exception {
    ServerConfig config = flags.config();
    checkJdk();
    checkStorage(config);
    checkServer(config);
    if (Files.isDirectory(config.home())) {
      List<String> addresses = new ArrayList<>(config.connect());
      addresses.addAll(remembered(config));
      checkPhones(config, config.home(), addresses);
    } else {
      // Without a home there is no lasting ADB key that the owner of a phone could accept.
      config
          .connect()
          .forEach(
              address -> note("phone at " + address + ": not asked: " + ConfiguredPhones.NO_KEY));
      try (TemporaryFolder home = TemporaryFolder.named("drover-adb")) {
        checkPhones(config, home.path(), List.of());
      }
    }
    return failed ? 1 : 0;
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }

  private void say(String verdict, String what) {
    out().println(verdict + "  " + what);
    out().flush();
  }

  /** As wide without its colour as every other; a terminal that has none shows the word alone. */
  private String verdict(String colour, String word) {
    Ansi ansi = Objects.requireNonNull(spec).commandLine().getColorScheme().ansi();
    return ansi.string("@|" + colour + " " + word + "|@") + " ".repeat(4 - word.length());
  }

  private void ok(String what) {
    say(verdict("green", "ok"), what);
  }

  private void note(String what) {
    say(verdict("yellow", "note"), what);
  }

  private void fail(String what) {
    failed = true;
    say(verdict("bold,red", "FAIL"), what);
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
    StorageContext.Use use = use(config);
    try (Plugins plugins = Plugins.below(config.home())) {
      Adapters adapters = Adapters.find(plugins);
      adapters.check(config.adapters());
      adapters
          .check(config.adapters().storage(), CommandContext.of(config, use, plugins.loader()))
          .forEach(finding -> say(finding, config));
    }
  }

  /** Looks without making a home: only a server does. */
  private StorageContext.Use use(ServerConfig config) {
    if (!Files.isDirectory(config.home())) {
      note(
          "home: there is none at "
              + config.home()
              + "; the server makes it at its first start: "
              + config.command("serve"));
      return StorageContext.Use.COMMAND;
    }
    try (HomeLock free = HomeLock.acquire(config.home())) {
      Objects.requireNonNull(free);
      return StorageContext.Use.COMMAND;
    } catch (HomeUnusable taken) {
      if (taken.inUse()) {
        homeInUse = true;
        return StorageContext.Use.COMMAND_BESIDE_SERVER;
      }
      note("home: " + taken.getMessage());
      return StorageContext.Use.COMMAND;
    }
  }

  /** One that runs elsewhere, or with other settings, is not known here. */
  private void checkServer(ServerConfig config) {
    Optional<ServerHealth.Told> told = ServerHealth.ask(config);
    if (told.isEmpty()) {
      note("server: none runs at " + config.clientHost() + ":" + config.port());
      return;
    }
    String server = "server at " + told.get().address() + ": ";
    if (told.get().problems().isEmpty()) {
      ok(server + "it does its work");
    }
    told.get().problems().forEach(problem -> fail(server + problem));
  }

  /**
   * The addresses that a server got through its API. Only the server that runs on this home has the
   * ADB key that the phones' owners have accepted.
   */
  private List<String> remembered(ServerConfig config) {
    if (!HomeLock.isHome(config.home())) {
      return List.of();
    }
    String page = RememberedPhones.page(config);
    String unchecked = "phones connected through the API: not checked, since ";
    switch (RememberedPhones.of(config)) {
      case RememberedPhones.Known(List<String> addresses) when homeInUse -> {
        return addresses;
      }
      case RememberedPhones.KeyDemanded _ when homeInUse ->
          note(
              unchecked
                  + "the server demands an API key; GET "
                  + page
                  + " lists all phones and their problems");
      case RememberedPhones.Known _, RememberedPhones.KeyDemanded _ ->
          note(
              "phones of the server: it has another home than "
                  + config.home()
                  + ", so name its own by --home; GET "
                  + page
                  + " lists all phones and their problems");
      case RememberedPhones.NoServer _ ->
          note(
              unchecked
                  + "only the running server tells their addresses; start it, then run this again,"
                  + " or GET "
                  + page);
      case RememberedPhones.NoList(String reason) -> note(unchecked + reason);
    }
    return List.of();
  }

  /**
   * The phones of one adapter.
   *
   * @param addresses of the configuration that the adapter takes
   */
  private record Opened(Devices devices, List<String> addresses) {}

  /** Has each address checked by the adapter that takes it in a server. */
  private void checkPhones(ServerConfig config, Path home, List<String> addresses)
      throws InterruptedException {
    ConfiguredPhones.quieten();
    List<Opened> all = new ArrayList<>();
    try (Plugins plugins = Plugins.below(config.home())) {
      Adapters adapters = Adapters.find(plugins);
      for (AdapterChoices.Chosen chosen : config.adapters().devices()) {
        Devices devices = adapters.open(chosen, CommandContext.of(home, chosen, plugins.loader()));
        all.add(new Opened(devices, new ArrayList<>()));
      }
      for (String address : addresses) {
        all.stream()
            .filter(opened -> opened.devices().takesAddress(address))
            .findFirst()
            .ifPresentOrElse(
                opened -> opened.addresses().add(address),
                () -> fail("phone at " + address + ": no device adapter takes this address"));
      }
      for (Opened opened : all) {
        opened.devices().check(opened.addresses()).forEach(finding -> say(finding, config));
      }
    } finally {
      all.forEach(opened -> opened.devices().close());
    }
  }

  /** Adapters name commands alone; a user needs them for the server that is meant here. */
  private void say(Finding finding, ServerConfig config) {
    String text = finding.text().replace(AGENT_INSTALL, config.command("agent install"));
    switch (finding.verdict()) {
      case OK -> ok(text);
      case NOTE -> note(text);
      case FAIL -> fail(text);
    }
  }
}
