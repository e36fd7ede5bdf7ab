package dev.drover.device.flow;

import dev.drover.application.port.comments.CommentGenerator;
import dev.drover.application.port.device.DeviceGateway.Assignment;
import dev.drover.device.DadbDeviceGateway;
import dev.drover.device.adb.AdbPhones;
import dev.drover.device.adb.PhoneSession;
import dev.drover.device.adb.SharedAdbKey;
import dev.drover.device.app.Apps;
import dev.drover.device.attempt.AcceptedVersions;
import dev.drover.device.attempt.AttemptContext;
import dev.drover.device.attempt.AttemptResources;
import dev.drover.device.attempt.TrackedAttempt;
import dev.drover.device.flow.post.OwnPosts;
import dev.drover.device.profile.AppProfiles;
import dev.drover.device.screen.AppNote;
import dev.drover.device.screen.Screen;
import dev.drover.device.screen.driver.DriverChoice.Way;
import dev.drover.device.screen.driver.DriverChoices;
import dev.drover.device.screen.driver.Pause;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.UnreadableScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.testkit.RecordedAttempt;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.config.AppVersion;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.config.Timing;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** A virtual phone on which scripts run over genuine ADB, as they do in the server. */
public final class PhoneBench implements AutoCloseable {
  public static final Flows FLOWS = Flows.load(PhoneBench.class.getClassLoader());
  public static final Apps APPS = Apps.load(PhoneBench.class.getClassLoader());

  private static final CommentGenerator NO_COMMENTS =
      (_, _) -> {
        throw new CommentGenerator.CommentNotGenerated("no model writes here");
      };

  static final PackageName APP = new PackageName("com.zhiliaoapp.musically");

  /**
   * A phone, and the app on it that scripts use.
   *
   * @param locale such as {@code fr-FR}
   * @param version of that app
   * @param size of the screen, such as {@code 720x1600}
   * @param source by which its screen is read
   */
  public record Setup(
      Platform platform, String locale, AppVersion version, String size, Way source) {
    private static final List<String> LOCALES =
        List.of(
            "en-US",
            "fr-CA",
            "es-MX",
            "zh-Hans-CN",
            "de-DE",
            "pt-BR",
            "id-ID",
            "vi-VN",
            "ru-RU",
            "ja-JP");

    public static Setup of(Platform platform) {
      return new Setup(platform, "en-US", AppVersion.USUAL, "1080x2400", Way.STOCK);
    }

    /** Every app, language, version and source, on the usual screen. */
    public static List<Setup> all() {
      List<Setup> all = new ArrayList<>();
      for (Platform platform : Platform.values()) {
        for (String locale : LOCALES) {
          for (AppVersion version : AppVersion.values()) {
            for (Way source : Way.values()) {
              all.add(new Setup(platform, locale, version, "1080x2400", source));
            }
          }
        }
      }
      return List.copyOf(all);
    }

    public Setup sized(String newSize) {
      return new Setup(platform, locale, version, newSize, source);
    }

    public Setup in(String newLocale) {
      return new Setup(platform, newLocale, version, size, source);
    }

    public Setup with(AppVersion newVersion) {
      return new Setup(platform, locale, newVersion, size, source);
    }

    private PhoneConfig config() {
      String[] pixels = size.split("x", 2);
      return USUAL
          .withLocale(locale)
          .withVersions(version, version)
          .withScreen(Integer.parseInt(pixels[0]), Integer.parseInt(pixels[1]));
    }
  }

  public static final DeviceSerial SERIAL = new DeviceSerial("FIRST");

  public static final PhoneConfig USUAL =
      PhoneConfig.named(SERIAL.value(), "ann", "bob")
          .withTiming(Timing.USUAL.withUpload(Duration.ofMillis(800)));

  private final VirtualPhone phone;
  private final AdbPhones phones;
  private final Path home;
  private final DadbDeviceGateway gateway;
  private final RecordedAttempt run = new RecordedAttempt();
  private final Platform platform;
  private volatile long stoppedAt;

  public PhoneBench(Path home, PhoneConfig config, CommentGenerator comments) {
    this(home, config, Platform.TIKTOK, comments, Clock.systemUTC());
  }

  private PhoneBench(
      Path home, PhoneConfig config, Platform platform, CommentGenerator comments, Clock clock) {
    this.home = home;
    this.platform = platform;
    phone = VirtualPhone.start(config);
    phones = new AdbPhones(SharedAdbKey.into(home), "127.0.0.1", 1, Clock.systemUTC());
    phones.connect(phone.adbAddress());
    gateway =
        new DadbDeviceGateway(
            phones, home.resolve("profiles"), FLOWS, APPS, comments, new Random(1), clock);
  }

  /** A phone with the accounts {@code ann} and {@code bob}, of which the first is in use. */
  public static PhoneBench usual(Path home) {
    return new PhoneBench(home, USUAL, NO_COMMENTS);
  }

  /** The same on any phone and either app, for the account {@code ann} of that app. */
  public static PhoneBench of(Path home, Setup setup) {
    return of(home, setup, Clock.systemUTC());
  }

  /**
   * @param clock by which the server goes, and not the phone
   */
  public static PhoneBench of(Path home, Setup setup, Clock clock) {
    PhoneBench bench = new PhoneBench(home, setup.config(), setup.platform(), NO_COMMENTS, clock);
    if (setup.source() == Way.AGENT) {
      bench.phone.installAgent();
    }
    return bench;
  }

  public VirtualPhone phone() {
    return phone;
  }

  /** The run that {@link #run} gives to its flow. */
  public RecordedAttempt recorded() {
    return run;
  }

  public List<Effect> effects() {
    return phone.effects();
  }

  /** Without an account on TikTok, which is what no account means. */
  public AttemptResult run(Script script) {
    return run(script, Optional.empty(), run);
  }

  public AttemptResult run(
      Script script, Optional<PostMaterials> materials, RecordedAttempt recorded) {
    return run(
        script,
        platform == Platform.TIKTOK ? Optional.empty() : Optional.of("ann"),
        materials,
        recorded);
  }

  /** A task for an account of the app, on a run of its own. */
  public AttemptResult run(Script script, String account) {
    return run(script, Optional.of(account), Optional.empty(), new RecordedAttempt());
  }

  public AttemptResult run(Script script, PostMaterials materials) {
    return run(script, Optional.of("ann"), Optional.of(materials));
  }

  /** A task by the phone alone, without an account. */
  public AttemptResult runWithoutAccount(Script script) {
    return run(script, Optional.empty(), Optional.empty());
  }

  public AttemptResult run(
      Script script, Optional<String> account, Optional<PostMaterials> materials) {
    return run(script, account, materials, run);
  }

  public AttemptResult run(
      Script script,
      Optional<String> account,
      Optional<PostMaterials> materials,
      RecordedAttempt recorded) {
    return gateway.run(
        new Assignment(SERIAL, account.map(this::account), script, materials), recorded);
  }

  /** Ends what goes wrong, and finds the phone again if it was lost. */
  public void heal() {
    phone.clearFaults();
    phone.comeBack();
    if (phones.phone(SERIAL).isEmpty()) {
      phones.connect(phone.adbAddress());
    }
  }

  /** Stops the run, as a person would. */
  public void stop() {
    stoppedAt = System.nanoTime();
    run.stop();
  }

  public Duration sinceStop() {
    return Duration.ofNanos(System.nanoTime() - stoppedAt);
  }

  private Account account(String name) {
    return new Account(
        new AccountId(1),
        Username.parse(name),
        "",
        platform,
        new PackageName(platform.defaultPackage()),
        Optional.of(SERIAL),
        true,
        true,
        List.of(),
        Optional.empty());
  }

  /** Does something with the phone's screen in the way flows do. */
  public <T> T onScreen(Pause pause, Function<FlowContext, T> work) {
    return onScreen(pause, NO_COMMENTS, Clock.systemUTC(), new Random(1), work);
  }

  /** The same, with what the server has otherwise. */
  public <T> T onScreen(
      Pause pause,
      CommentGenerator comments,
      Clock clock,
      RandomGenerator random,
      Function<FlowContext, T> work) {
    AppProfiles profiles = new AppProfiles(home.resolve("profiles"), APPS);
    PackageName packageName = new PackageName(platform.defaultPackage());
    try (PhoneSession session = new PhoneSession(phones.phone(SERIAL).orElseThrow(), () -> true)) {
      Screen screen =
          new Screen(
              session, profiles.profile(platform.wireName()), pause, note -> run.step(note, 0));
      return work.apply(
          new AttemptContext(
              new Assignment(
                  SERIAL,
                  Optional.empty(),
                  new UnreadableScript("none", "no script runs"),
                  Optional.empty()),
              new TrackedAttempt(run),
              new AttemptResources(
                  FLOWS,
                  APPS,
                  profiles,
                  new DriverChoices(clock),
                  new AcceptedVersions(),
                  comments,
                  random,
                  clock),
              APPS.of(platform).orElseThrow(),
              packageName,
              screen,
              new PhoneMedia(session, SERIAL, 34, pause),
              new AppNote(session, packageName, "", Clock.systemUTC())));
    }
  }

  /** Whether the app keeps a draft of the account in use. */
  public boolean hasDraft() {
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
