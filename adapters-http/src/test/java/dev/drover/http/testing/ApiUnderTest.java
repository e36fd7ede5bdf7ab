package dev.drover.http.testing;

import dev.drover.application.access.CheckApiKey;
import dev.drover.application.access.CreateApiKey;
import dev.drover.application.access.WebSignIn;
import dev.drover.application.device.ConnectDevice;
import dev.drover.application.device.DisconnectDevice;
import dev.drover.application.device.ListDevices;
import dev.drover.application.dispatch.DispatchSignal;
import dev.drover.application.dispatch.RunningAttempts;
import dev.drover.application.dispatch.StopAttempt;
import dev.drover.application.lease.HeldPhones;
import dev.drover.application.lease.PhoneSessions;
import dev.drover.application.license.PlanSlots;
import dev.drover.application.live.LivePictures;
import dev.drover.application.loop.Loop;
import dev.drover.application.material.AllowedFolders;
import dev.drover.application.node.NodeTerms;
import dev.drover.application.port.device.ProfileRepairs;
import dev.drover.application.profile.ProposeRepair;
import dev.drover.application.task.CancelTask;
import dev.drover.application.task.ChangeTasks;
import dev.drover.application.task.CreateTasks;
import dev.drover.application.task.DeleteTasks;
import dev.drover.application.task.RescheduleTask;
import dev.drover.application.task.RetryTasks;
import dev.drover.application.task.StopBatch;
import dev.drover.application.task.StopTask;
import dev.drover.application.task.WaitForBatch;
import dev.drover.domain.access.AccessScope;
import dev.drover.domain.access.ApiKeyName;
import dev.drover.domain.license.LicensePlan;
import dev.drover.domain.license.LicenseStatus;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.AllowedEndpoints;
import dev.drover.domain.script.AllowedEndpoints.OwnMachine;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.http.connection.HttpPort;
import dev.drover.http.guard.HttpSettings;
import dev.drover.http.lease.AdbAccess;
import dev.drover.http.page.PageSource;
import dev.drover.http.server.HttpApi;
import dev.drover.testkit.LeaseLab;
import dev.drover.testkit.ObedientPhones;
import dev.drover.testkit.SettableClock;
import dev.drover.testkit.memory.InMemoryStorage;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The API on a free port, over real HTTP, with a storage in memory and phones that do what they are
 * told. It starts within milliseconds. Nothing dispatches: a task stays as it was created.
 */
public final class ApiUnderTest implements AutoCloseable {
  private static final NodeId NODE = new NodeId("node-1");

  /** Outlasts every test. */
  private static final Duration LEASE = Duration.ofDays(1);

  private final Setup setup;
  private final HttpPort port;
  private final HttpApi http;
  private final WaitForBatch waits;
  private final Loop batches;

  private ApiUnderTest(Setup setup) {
    this.setup = setup;
    this.waits = new WaitForBatch(setup.storage.queries());
    setup.storage.events().subscribe(waits::changed);
    this.batches =
        new Loop(
                "batches",
                new Loop.Pace(Duration.ofSeconds(30), Duration.ofSeconds(1)),
                waits::checkOnce,
                waits::awaitChange,
                _ -> {})
            .start();
    this.port = HttpPort.bind(setup.host, 0);
    this.http =
        HttpApi.create(
            port, setup.settings(), setup.page, setup.application(waits), HttpApi.prepare());
    http.start();
  }

  /** Starts one with the default settings: no key is demanded, and no rate is limited. */
  public static ApiUnderTest start() {
    return with().start();
  }

  /** For other settings. */
  public static Setup with() {
    return new Setup();
  }

  /** What a test may choose. Used by one thread. */
  public static final class Setup {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T10:00:00Z"));
    private InMemoryStorage storage = new InMemoryStorage(clock, ZoneOffset.UTC, new Random(7));
    private final ObedientPhones phones = new ObedientPhones();
    private String host = "localhost";
    private Set<String> hosts = Set.of();
    private Set<String> origins = Set.of();
    private boolean keyDemanded;
    private Optional<HttpSettings.Rate> rate = Optional.empty();
    private Duration patience = Duration.ofSeconds(20);
    private int mostConnections = 1_000;
    private AllowedEndpoints endpoints = AllowedEndpoints.PUBLIC;
    private LicensePlan plan = LicensePlan.PRO;
    private AdbAccess adb = adb(false);
    private final HeldPhones held = new HeldPhones(phones, () -> {});

    /** Nanoseconds that a test has let pass for leases. */
    private final AtomicLong passed = new AtomicLong();

    private PageSource page = PageSource.NONE;
    private ProfileRepairs repairs =
        wish -> {
          throw new ProfileRepairs.Unfit(
              ProfileRepairs.Unfit.Part.PROFILE, "must be one of none: these phones have none");
        };

    private Setup() {}

    /** Shares the storage of another API, as servers share a database. */
    public Setup storage(InMemoryStorage shared) {
      storage.close();
      storage = shared;
      return this;
    }

    /** The address to listen at; both loopback addresses otherwise. */
    public Setup host(String address) {
      host = address;
      return this;
    }

    public Setup allowedHosts(String... names) {
      hosts = Set.of(names);
      return this;
    }

    public Setup allowedOrigins(String... names) {
      origins = Set.of(names);
      return this;
    }

    public Setup keyDemanded() {
      keyDemanded = true;
      return this;
    }

    public Setup rate(int perSecond, int burst) {
      rate = Optional.of(new HttpSettings.Rate(perSecond, burst));
      return this;
    }

    public Setup patience(Duration longest) {
      patience = longest;
      return this;
    }

    public Setup mostConnections(int number) {
      mostConnections = number;
      return this;
    }

    public Setup commentBaseUrls(URI... urls) {
      endpoints = AllowedEndpoints.publicAnd(Set.of(urls));
      return this;
    }

    /** Lets scripts name services of this machine, but for those at some ports. */
    public Setup ownMachine(Integer... closedPorts) {
      endpoints = endpoints.and(new OwnMachine(Set.of(closedPorts)));
      return this;
    }

    public Setup plan(LicensePlan chosen) {
      plan = chosen;
      return this;
    }

    /** Lets programs use ADB on phones that they have leased. */
    public Setup adbOn() {
      adb = adb(true);
      return this;
    }

    /** Programs may send the files of the folder for temporary files. */
    private static AdbAccess adb(boolean on) {
      Path folder = Path.of(System.getProperty("java.io.tmpdir"));
      return new AdbAccess(on, new AllowedFolders(List.of(folder), folder, 1024 * 1024)::anyFile);
    }

    /** Serves a page; none otherwise. */
    public Setup page(PageSource source) {
      page = source;
      return this;
    }

    /** What proposes repairs of profiles. */
    public Setup repairs(ProfileRepairs proposing) {
      repairs = proposing;
      return this;
    }

    public ApiUnderTest start() {
      return new ApiUnderTest(this);
    }

    private HttpSettings settings() {
      return new HttpSettings(
          hosts, origins, keyDemanded, rate, Optional.empty(), patience, mostConnections);
    }

    /** The server of the API holds its own lease as long as the test runs. */
    private PhoneSessions sessions() {
      NodeTerms terms = new NodeTerms(NODE, System::nanoTime);
      storage.nodes().acquire(NODE, terms.process(), LEASE, clock.instant());
      terms.begin();
      terms.holdUntil(System.nanoTime() + LEASE.toNanos());
      return new LeaseLab(
              storage,
              storage.leases(),
              terms,
              held,
              phones,
              () -> new LicenseStatus.Granted(plan),
              () -> {},
              clock,
              () -> System.nanoTime() + passed.get())
          .sessions();
    }

    private HttpApi.Application application(WaitForBatch waits) {
      DispatchSignal signal = new DispatchSignal();
      NoMaterials materials = new NoMaterials();
      StopAttempt stopper =
          new StopAttempt(
              storage.tasks(), storage.queries(), storage.events(), new RunningAttempts());
      return new HttpApi.Application(
          new CreateTasks(
              storage.tasks(),
              storage.accounts(),
              storage.budgets(),
              storage.devices(),
              materials,
              signal,
              new Random(7),
              clock,
              ZoneOffset.UTC),
          new StopTask(storage.queries(), stopper),
          new RetryTasks(storage.tasks(), storage.accounts(), signal, clock),
          new DeleteTasks(storage.tasks(), stopper, signal),
          new CancelTask(storage.tasks(), clock),
          new RescheduleTask(storage.tasks(), signal, clock, ZoneOffset.UTC),
          new StopBatch(storage.tasks(), storage.queries(), stopper, clock),
          waits,
          new ChangeTasks(
              storage.tasks(),
              storage.queries(),
              storage.accounts(),
              new DeleteTasks(storage.tasks(), stopper, signal),
              stopper,
              signal,
              clock),
          new ListDevices(NODE, phones, storage.devices()),
          new ConnectDevice(NODE, phones, storage.devices()),
          new DisconnectDevice(NODE, phones, storage.devices()),
          phones,
          new LivePictures(NODE, phones, storage.devices(), 1, clock),
          sessions(),
          adb,
          new PlanSlots(
              storage.queries(), storage.leases(), () -> new LicenseStatus.Granted(plan), clock),
          storage.devices(),
          storage.appVersions(),
          storage.accounts(),
          storage.budgets(),
          () -> new LicenseStatus.Granted(plan),
          storage.settings(),
          storage.nodes(),
          storage.artifacts(),
          new ProposeRepair(
              List.of(repairs),
              storage.artifacts(),
              storage.queries(),
              Optional.empty(),
              Duration.ofSeconds(20),
              clock),
          materials,
          storage.events(),
          new CheckApiKey(storage.keys()),
          WebSignIn.of(storage.webSessions(), new SecureRandom(), clock),
          ScriptTypes.builtIn(),
          endpoints,
          () -> true,
          List.of(),
          new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
          clock);
    }
  }

  public int port() {
    return port.number();
  }

  /** A client of it. */
  public Api client() {
    return new Api(port());
  }

  /** What clients wait with. */
  public WaitForBatch waits() {
    return waits;
  }

  public HttpApi http() {
    return http;
  }

  public InMemoryStorage storage() {
    return setup.storage;
  }

  public SettableClock clock() {
    return setup.clock;
  }

  public ObedientPhones phones() {
    return setup.phones;
  }

  /** The phones that the server drives for programs. */
  public HeldPhones held() {
    return setup.held;
  }

  /** Lets time pass for leases, in the storage and in the server. */
  public void letPass(Duration time) {
    setup.passed.addAndGet(time.toNanos());
    setup.clock.advance(time);
  }

  /** Brings a phone online. */
  public void connect(String serial) {
    String address = serial + ".example:5555";
    phones().answerAt(address, serial);
    storage().devices().save(NODE, phones().connect(address));
  }

  /** Makes an API key, and answers the secret that a client sends. */
  public String key(String name, AccessScope scope) {
    return new CreateApiKey(storage().keys(), new SecureRandom(), clock())
        .create(new ApiKeyName(name), scope)
        .orElseThrow()
        .reveal();
  }

  /** Ends the API and its storage; a storage that is shared may be closed again. */
  @Override
  public void close() {
    waits.close();
    http.close();
    batches.close();
    storage().close();
  }
}
