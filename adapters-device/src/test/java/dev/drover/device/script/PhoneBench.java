package dev.drover.device.script;

import dev.drover.application.port.CommentGenerator;
import dev.drover.application.port.DeviceGateway.Assignment;
import dev.drover.device.DadbDeviceGateway;
import dev.drover.device.RecordedRun;
import dev.drover.device.adb.AdbPhones;
import dev.drover.device.adb.PhoneSession;
import dev.drover.device.ui.AppProfiles;
import dev.drover.device.ui.Screen;
import dev.drover.domain.device.Account;
import dev.drover.domain.device.AccountId;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.PackageName;
import dev.drover.domain.device.Platform;
import dev.drover.domain.device.Username;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.script.Script;
import dev.drover.domain.task.AttemptResult;
import dev.drover.virtualphone.Effect;
import dev.drover.virtualphone.PhoneConfig;
import dev.drover.virtualphone.Timing;
import dev.drover.virtualphone.VirtualPhone;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** A virtual phone that scripts run on over genuine ADB, as they do in the server. */
final class PhoneBench implements AutoCloseable {
  static final PackageName APP = new PackageName("com.zhiliaoapp.musically");
  static final DeviceSerial SERIAL = new DeviceSerial("FIRST");

  static final PhoneConfig USUAL =
      PhoneConfig.named(SERIAL.value(), "ann", "bob")
          .withTiming(Timing.USUAL.withUpload(Duration.ofMillis(800)));

  private final VirtualPhone phone;
  private final AdbPhones phones;
  private final Path home;
  private final DadbDeviceGateway gateway;
  private final RecordedRun run = new RecordedRun();
  private volatile long stoppedAt;

  PhoneBench(Path home, PhoneConfig config, CommentGenerator comments) {
    this.home = home;
    phone = VirtualPhone.start(config);
    phones = new AdbPhones(home, "127.0.0.1", 1, Clock.systemUTC());
    phones.connect(phone.adbAddress());
    gateway =
        new DadbDeviceGateway(
            phones, home.resolve("profiles"), comments, new Random(1), Clock.systemUTC());
  }

  /** A phone with the accounts {@code ann} and {@code bob}, of which the first is in use. */
  static PhoneBench usual(Path home) {
    return new PhoneBench(
        home,
        USUAL,
        (_, _) -> {
          throw new CommentGenerator.CommentNotGenerated("no model writes here");
        });
  }

  VirtualPhone phone() {
    return phone;
  }

  /** The run that {@link #run} gives to its flow. */
  RecordedRun recorded() {
    return run;
  }

  List<Effect> effects() {
    return phone.effects();
  }

  AttemptResult run(Script script) {
    return run(script, Optional.empty(), Optional.empty());
  }

  AttemptResult run(Script script, Optional<String> account, Optional<PostMaterials> materials) {
    return run(script, account, materials, run);
  }

  AttemptResult run(
      Script script,
      Optional<String> account,
      Optional<PostMaterials> materials,
      RecordedRun recorded) {
    return gateway.run(
        new Assignment(SERIAL, account.map(PhoneBench::account), script, materials), recorded);
  }

  /** Ends what goes wrong, and finds the phone again if it was lost. */
  void heal() {
    phone.clearFaults();
    phone.comeBack();
    if (phones.phone(SERIAL).isEmpty()) {
      phones.connect(phone.adbAddress());
    }
  }

  /** Stops the run, as a person would. */
  void stop() {
    stoppedAt = System.nanoTime();
    run.stop();
  }

  Duration sinceStop() {
    return Duration.ofNanos(System.nanoTime() - stoppedAt);
  }

  private static Account account(String name) {
    return new Account(
        new AccountId(1),
        Username.parse(name),
        "",
        Platform.TIKTOK,
        APP,
        Optional.of(SERIAL),
        true,
        true,
        List.of(),
        Optional.empty());
  }

  /** Does something with the phone's screen in the way flows do. */
  <T> T onScreen(Screen.Pause pause, Function<PhoneAtWork, T> work) {
    try (PhoneSession session = new PhoneSession(phones.phone(SERIAL).orElseThrow(), () -> true)) {
      Screen screen =
          new Screen(
              session,
              new AppProfiles(home.resolve("profiles")).profile("tiktok"),
              pause,
              note -> run.step(note, 0));
      return work.apply(
          new PhoneAtWork(
              SERIAL, screen, APP, Optional.empty(), new PhoneMedia(session, SERIAL, 34, pause)));
    }
  }

  /** Whether the app keeps a draft of the account in use. */
  boolean hasDraft() {
    return onScreen(
        duration -> LockSupport.parkNanos(duration.toNanos()),
        atWork -> OwnPosts.read(atWork).drafts());
  }

  @Override
  public void close() {
    phones.close();
    phone.close();
  }
}
