package dev.drover.bootstrap.cli;

import dev.drover.application.plugin.Finding;
import dev.drover.application.plugin.StorageContext;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.bootstrap.plugin.Adapters;
import dev.drover.bootstrap.plugin.Plugins;
import dev.drover.bootstrap.server.HomeLock;
import dev.drover.bootstrap.server.HomeUnusable;
import dev.drover.device.PhoneCare;
import dev.drover.device.PhoneCare.Checkup;
import dev.drover.device.adb.AdbPhones;
import dev.drover.device.adb.PhoneLost;
import dev.drover.device.app.App;
import dev.drover.device.app.Apps;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.AppProfiles;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceState;
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
    if (config.adapters().devices().stream().anyMatch(adapter -> adapter.name().equals("adb"))) {
      try (AdbPhones phones = ConfiguredPhones.reach(config)) {
        checkPhones(config, phones);
      }
    } else {
      note(
          "phones: only those of the adapter adb can be checked, and devices.adapters leaves it out");
    }
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
      for (Finding finding :
          adapters.check(
              config.adapters().storage(), CommandContext.of(config, use, plugins.loader()))) {
        switch (finding.verdict()) {
          case OK -> ok(finding.text());
          case NOTE -> note(finding.text());
          case FAIL -> fail(finding.text());
        }
      }
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

  private void checkPhones(ServerConfig config, AdbPhones phones) {
    if (phones.serverProblem().isEmpty()) {
      ok("adb server at " + config.adbServer().host() + ":" + config.adbServer().port());
    } else {
      note("adb server: " + phones.serverProblem().get());
    }
    phones.unreached().forEach((address, problem) -> fail("phone at " + address + ": " + problem));
    if (phones.devices().isEmpty() && phones.unreached().isEmpty()) {
      note("phones: none; plug one in, or name it by devices.connect (docs/phones.md)");
    }
    List<AppProfile> profiles = profiles(config);
    for (Device phone : phones.devices()) {
      check(phone, new PhoneCare(phones), profiles);
    }
  }

  private List<AppProfile> profiles(ServerConfig config) {
    Apps apps = Apps.load(Doctor.class.getClassLoader());
    AppProfiles all = new AppProfiles(config.home().resolve("profiles"), apps);
    List<AppProfile> usable = new ArrayList<>();
    for (App app : apps.all()) {
      try {
        usable.add(all.profile(app.profileName()));
      } catch (AppProfile.Malformed malformed) {
        note("app profile " + app.profileName() + ": " + malformed.getMessage());
      }
    }
    return usable;
  }

  private void check(Device phone, PhoneCare care, List<AppProfile> profiles) {
    String name = "phone " + phone.serial() + " (" + String.join(", ", phone.addresses()) + ")";
    if (phone.state() != DeviceState.ONLINE) {
      fail(name + ": " + phone.problem().orElse(phone.state().toString()));
      return;
    }
    Checkup found;
    try {
      found = care.check(phone.serial(), profiles);
    } catch (PhoneLost lost) {
      fail(name + ": " + lost.getMessage());
      return;
    }
    ok(name + ": authorised, " + phone.model() + ", Android " + phone.androidVersion());
    if (!found.usable()) {
      note(
          name
              + ": the screen is off or locked; a lock with a PIN has to be taken away for"
              + " scripts");
    }
    for (PhoneCare.InstalledApp app : found.apps()) {
      String version = name + ": " + app.app() + " " + app.version();
      if (app.fits()) {
        ok(version + ", which the profile " + app.profile() + " knows");
      } else {
        note(
            version
                + ", but the profile "
                + app.profile()
                + " is for "
                + app.versions()
                + ": the next task looks first whether its main pages are as the profile says, and"
                + " fails with app_version_unknown if they are not; then install another version,"
                + " or repair the profile and widen its versions");
      }
    }
    if (found.apps().isEmpty()) {
      fail(name + ": no app is installed that a profile is for");
    }
    if (found.agent()) {
      ok(name + ": the UiAutomator2 agent is installed");
    } else {
      note(
          name
              + ": no UiAutomator2 agent, screens that move are read slowly: drover agent install");
    }
    if (!found.agent() && !found.adbKeyboard()) {
      note(name + ": types plain ASCII only; the agent, or ADBKeyBoard, types the rest");
    }
  }
}
