package dev.drover.bootstrap.server;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.drover.application.access.CheckApiKey;
import dev.drover.application.access.WebSignIn;
import dev.drover.application.device.CompositeDeviceGateway;
import dev.drover.application.device.ConnectDevice;
import dev.drover.application.device.DeviceRegistrar;
import dev.drover.application.device.DisconnectDevice;
import dev.drover.application.device.ListDevices;
import dev.drover.application.dispatch.AttemptRunner;
import dev.drover.application.dispatch.DeviceHealth;
import dev.drover.application.dispatch.DispatchSignal;
import dev.drover.application.dispatch.Dispatcher;
import dev.drover.application.dispatch.KeptScreens;
import dev.drover.application.dispatch.NodeLease;
import dev.drover.application.dispatch.RunningAttempts;
import dev.drover.application.dispatch.StopAttempt;
import dev.drover.application.housekeeping.Housekeeping;
import dev.drover.application.lease.ExtendLease;
import dev.drover.application.lease.FindLease;
import dev.drover.application.lease.HeldPhones;
import dev.drover.application.lease.LeaseKeeper;
import dev.drover.application.lease.LeasePhone;
import dev.drover.application.lease.PhoneSessions;
import dev.drover.application.lease.ReleaseLease;
import dev.drover.application.lease.UnreleasedLeases;
import dev.drover.application.license.LicenseWatch;
import dev.drover.application.license.PlanSlots;
import dev.drover.application.live.LivePictures;
import dev.drover.application.loop.Loop;
import dev.drover.application.material.AllowedFolders;
import dev.drover.application.plugin.BackgroundStep;
import dev.drover.application.plugin.CommentContext;
import dev.drover.application.plugin.DeviceContext;
import dev.drover.application.plugin.Devices;
import dev.drover.application.plugin.Storage;
import dev.drover.application.plugin.StorageContext;
import dev.drover.application.port.comments.CommentGenerator;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.license.LicenseProvider;
import dev.drover.application.port.meter.AdapterMeter;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.ActionBudgets;
import dev.drover.application.port.storage.ApiKeys;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.MaterialLibrary;
import dev.drover.application.port.storage.MaterialSupply;
import dev.drover.application.port.storage.NodeDirectory;
import dev.drover.application.port.storage.PhoneLeases;
import dev.drover.application.port.storage.QueueEvents;
import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.application.port.storage.QueueSettings;
import dev.drover.application.port.storage.SeenTime;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.application.port.storage.TaskArtifacts;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.application.profile.ProposeRepair;
import dev.drover.application.program.RunProgram;
import dev.drover.application.task.CancelTask;
import dev.drover.application.task.ChangeTasks;
import dev.drover.application.task.CreateTasks;
import dev.drover.application.task.DeleteTasks;
import dev.drover.application.task.RescheduleTask;
import dev.drover.application.task.RetryTasks;
import dev.drover.application.task.StopBatch;
import dev.drover.application.task.StopTask;
import dev.drover.application.task.WaitForBatch;
import dev.drover.application.trial.AppTrials;
import dev.drover.bootstrap.config.AdapterChoices;
import dev.drover.bootstrap.config.ConfigurationError;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.bootstrap.plugin.Adapters;
import dev.drover.bootstrap.plugin.Plugins;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.license.LicensePublicKey;
import dev.drover.domain.license.LicenseStatus;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.AllowedEndpoints;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.http.connection.HelidonParts;
import dev.drover.http.connection.HttpPort;
import dev.drover.http.guard.HttpSettings;
import dev.drover.http.lease.AdbAccess;
import dev.drover.http.server.HttpApi;
import dev.drover.programs.DeclarationFolder;
import dev.drover.programs.ProcessProgramRunner;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server. It starts its parts in order and stops them in the opposite order. {@link
 * #builder} starts one within another program. Safe for use by any thread.
 */
public final class Server implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Server.class);

  /** The files that the program itself, the database's pool, phones and uploads may open. */
  private static final int FILES_BESIDE_CONNECTIONS = 500;

  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Whoever asks for a repair waits for it, and it takes a processor all the while. */
  private static final Duration LONGEST_REPAIR = Duration.ofSeconds(20);

  /** How long the server's end waits for phones that are given back. */
  private static final Duration LEASE_ENDS = Duration.ofSeconds(10);

  /** The longest rest of a loop that is woken when there is work. */
  private static final Duration MOST_REST = Duration.ofSeconds(5);

  /**
   * A step makes a few database queries, each of which ends within seconds, so a minute means that
   * the loop is stuck.
   */
  private static final Loop.Pace PACE = new Loop.Pace(Duration.ofMinutes(1), SECOND);

  private static final Loop.Pace SWEEPING =
      new Loop.Pace(Duration.ofMinutes(30), Duration.ofMinutes(10));

  /** Lets the storage open while the metrics, which it registers with at the end, are built. */
  private record MetricsBeside(Beside<Metrics> metrics) implements AdapterMeter {
    @Override
    public void gauge(Measure measure, DoubleSupplier value) {
      metrics.get().gauge(measure, value);
    }

    @Override
    public void counter(Measure measure, DoubleSupplier total) {
      metrics.get().counter(measure, total);
    }

    @Override
    public Consumer<Duration> timer(Measure measure) {
      return metrics.get().timer(measure);
    }
  }

  private final ServerConfig config;
  private final Clock clock;
  private final List<Loop> loops = new CopyOnWriteArrayList<>();
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final HttpPort port;
  private final HttpApi http;
  private final Storage storage;
  private final List<Devices> phones;
  private final LicenseProvider license;

  /**
   * Starts a server.
   *
   * @throws ConfigurationError if a setting is invalid
   * @throws StartFailed if the start fails for any other reason, including an {@code Error}. In
   *     both cases all started parts are stopped, and the message is for the operator.
   */
  public static Server start(ServerConfig config) {
    return start(config, _ -> {});
  }

  /**
   * Starts a server.
   *
   * @param beforeWork called before the server answers its first request and starts its first task
   * @throws ConfigurationError as {@link #start(ServerConfig)}
   * @throws StartFailed as {@link #start(ServerConfig)}
   */
  public static Server start(ServerConfig config, Consumer<Server> beforeWork) {
    return new Server(config, GivenPorts.NONE, Clock.systemUTC(), beforeWork);
  }

  /**
   * Builds a server within this program.
   *
   * @param home the directory of its state, created if it does not exist. Only one server at a time
   *     can use it.
   */
  public static ServerBuilder builder(Path home) {
    return new ServerBuilder(home);
  }

  Server(ServerConfig config, GivenPorts given, Clock clock, Consumer<Server> beforeWork) {
    this.config = config;
    this.clock = clock;
    given.parts().forEach(started::push);
    try {
      opened(HomeLock.acquire(config.home()));
      // The port comes first: a server that nobody can reach must not touch a phone.
      port = opened(HttpPort.bind(config.host(), config.port()));
      config.http().tls().ifPresent(HttpApi::check);
      Beside<Metrics> metering =
          opened(Beside.begin("start-metrics", Metrics::new, Metrics::close));
      Beside<HelidonParts> web = opened(Beside.begin("start-web", HttpApi::prepare, _ -> {}));
      NodeId node = NodeIdentity.of(config.home());
      Plugins plugins = opened(Plugins.below(config.home()));
      Adapters adapters = Adapters.find(plugins);
      AdapterChoices choices = config.adapters();
      adapters.check(choices);
      ScriptTypes scripts =
          adapters
              .scripts()
              .with(DeclarationFolder.read(config.home(), adapters.scripts().names()));
      storage =
          given
              .storage()
              .orElseGet(
                  () ->
                      opened(
                          adapters.open(
                              choices.storage(),
                              Contexts.storage(
                                  config,
                                  StorageContext.Use.SERVER,
                                  node,
                                  scripts,
                                  clock,
                                  new MetricsBeside(metering),
                                  plugins.loader()))));
      Metrics metrics = metering.get();
      TaskRepository tasks = storage.tasks();
      TaskQueries queries = storage.queries();
      TaskArtifacts artifacts = storage.artifacts();
      QueueSettings settings = storage.settings();
      AccountDirectory accounts = storage.accounts();
      DeviceDirectory devices = storage.devices();
      ActionBudgets budgets = storage.budgets();
      MaterialLibrary library = storage.library();
      MaterialSupply materials = storage.materials();
      Random random = new Random();
      demandKey(storage.keys());

      AllowedEndpoints endpoints = ScriptEndpoints.of(config, port.number(), storage);
      CommentGenerator comments =
          given
              .comments()
              .orElseGet(
                  () ->
                      adapters.open(
                          choices.comments(),
                          new CommentContext(
                              config.home(),
                              choices.comments().values(),
                              endpoints,
                              clock,
                              metrics,
                              plugins.loader())));
      if (given.comments().isEmpty() && comments instanceof AutoCloseable closeable) {
        started.push(closeable);
      }
      List<Devices> reached = new ArrayList<>(given.devices());
      if (reached.isEmpty()) {
        for (AdapterChoices.Chosen chosen : choices.devices()) {
          reached.add(
              opened(
                  adapters.open(
                      chosen,
                      new DeviceContext(
                          config.home(),
                          chosen.values(),
                          comments,
                          clock,
                          metrics,
                          plugins.loader()))));
        }
      }
      phones = List.copyOf(reached);
      DeviceGateway gateway = new CompositeDeviceGateway(phones);

      DispatchSignal signal = new DispatchSignal();
      license = license(node, storage.seenTime(), signal, metrics, clock);
      RunningAttempts running = new RunningAttempts();
      NodeDirectory nodes = storage.nodes();
      NodeLease lease = new NodeLease(node, nodes, tasks, running, signal, clock, System::nanoTime);
      DeviceHealth health = new DeviceHealth(devices, config.quarantineAfter(), clock);
      HeldPhones held = new HeldPhones(gateway, signal::raise);
      ProcessProgramRunner programs = new ProcessProgramRunner(config.home(), System.getenv());
      programs.endLeftovers();
      AttemptRunner runner =
          new AttemptRunner(
              scripts, tasks, accounts, budgets, materials, settings, health, gateway, random,
              clock);
      SecureRandom secureRandom = new SecureRandom();
      PhoneLeases leases = storage.leases();
      UnreleasedLeases unreleased = new UnreleasedLeases(leases, System::nanoTime);
      LeaseKeeper keeper =
          new LeaseKeeper(held, leases, unreleased, signal::raise, System::nanoTime);
      FindLease finding = new FindLease(held, leases);
      PhoneSessions sessions =
          new PhoneSessions(
              new LeasePhone(
                  held,
                  leases,
                  unreleased,
                  lease.terms(),
                  gateway,
                  devices,
                  accounts,
                  budgets,
                  license,
                  storage.events(),
                  metrics.leases(),
                  secureRandom,
                  clock,
                  System::nanoTime),
              new ExtendLease(held, finding),
              new ReleaseLease(held, finding),
              finding,
              leases);
      AppTrials trials =
          new AppTrials(
              storage.appVersions(),
              gateway,
              devices,
              () -> {
                Set<DeviceSerial> busy = new HashSet<>(running.phones());
                busy.addAll(held.taken());
                return busy;
              },
              config.triesUpdates(),
              clock);
      gateway.onChange(trials::observe);
      Dispatcher dispatcher =
          new Dispatcher(
              lease,
              tasks,
              new KeptScreens(artifacts, config.keepsScreensOfSuccess()),
              accounts,
              budgets,
              trials,
              new RunProgram(
                  programs, held, ProgramApi.of(config, port.number()), secureRandom, clock),
              held,
              runner,
              gateway,
              license,
              running,
              signal,
              metrics,
              clock);
      DeviceRegistrar registrar =
          new DeviceRegistrar(node, gateway, devices, running, signal, clock);
      gateway.onChange(registrar::observe);
      metrics.watchTasks(queries, running);
      metrics.watchPhones(gateway);
      metrics.watchHolds(accounts, devices);
      metrics.watchLeases(leases);

      QueueEvents events = storage.events();
      WaitForBatch waits = new WaitForBatch(queries);
      StopAttempt stopper = new StopAttempt(tasks, queries, events, running);
      LivePictures pictures = new LivePictures(node, gateway, devices, config.liveCores(), clock);
      HttpApi.Application application =
          new HttpApi.Application(
              new CreateTasks(
                  tasks,
                  accounts,
                  budgets,
                  devices,
                  materials,
                  signal,
                  random,
                  clock,
                  config.timeZone()),
              new StopTask(queries, stopper),
              new RetryTasks(tasks, accounts, signal, clock),
              new DeleteTasks(tasks, stopper, signal),
              new CancelTask(tasks, clock),
              new RescheduleTask(tasks, signal, clock, config.timeZone()),
              new StopBatch(tasks, queries, stopper, clock),
              waits,
              new ChangeTasks(
                  tasks,
                  queries,
                  accounts,
                  new DeleteTasks(tasks, stopper, signal),
                  stopper,
                  signal,
                  clock),
              new ListDevices(node, gateway, devices),
              new ConnectDevice(node, gateway, devices),
              new DisconnectDevice(node, gateway, devices),
              gateway,
              pictures,
              sessions,
              adbAccess(),
              new PlanSlots(queries, leases, license, clock),
              devices,
              storage.appVersions(),
              accounts,
              budgets,
              license,
              settings,
              nodes,
              artifacts,
              new ProposeRepair(
                  phones.stream().flatMap(opened -> opened.repairs().stream()).toList(),
                  artifacts,
                  queries,
                  config.repairModel().map(model -> adapters.open(choices.comments(), model)),
                  LONGEST_REPAIR,
                  clock),
              library,
              events,
              new CheckApiKey(storage.keys()),
              WebSignIn.of(storage.webSessions(), new SecureRandom(), clock),
              scripts,
              endpoints,
              storage::reachable,
              loops,
              metrics.registry(),
              clock);
      HttpSettings settingsOfHttp = httpSettings();
      // Its routes are registered while what a server before has left is taken over.
      Beside<HttpApi> api =
          opened(
              Beside.begin(
                  "start-api",
                  () -> HttpApi.create(port, settingsOfHttp, config.page(), application, web.get()),
                  HttpApi::close));

      lease.keepOnce();
      started.push(lease::release);
      storage.removeLeftovers();
      dispatcher.recoverInterrupted();
      dispatcher.takeEnds();
      beforeWork.accept(this);
      config.connect().forEach(gateway::connectInBackground);
      devices.addressesOf(node).forEach(gateway::connectInBackground);
      for (Devices opened : phones) {
        opened.backgroundSteps().forEach(step -> background(metrics, step));
      }
      background(
          metrics,
          new Loop("guard", PACE, Duration.ofMillis(250), lease::endLostRuns, metrics),
          new Loop("lease", PACE, SECOND, lease::renewOnce, metrics),
          new Loop("takeover", PACE, SECOND, lease::takeOverOnce, metrics),
          new Loop("phone-leases", PACE, SECOND, keeper::keepOnce, metrics),
          new Loop(
              "registrar", PACE, () -> registerOnce(registrar), registrar::awaitObserved, metrics),
          new Loop("dispatcher", PACE, dispatcher::dispatchOnce, signal::await, metrics),
          new Loop("apps", PACE, trials::readOnce, metrics),
          new Loop(
              "housekeeping",
              SWEEPING,
              Housekeeping.INTERVAL,
              new Housekeeping(artifacts, tasks, storage.webSessions(), config.retention(), clock)
                  ::runOnce,
              metrics));
      storage.onWork(signal::raise);
      events.subscribe(
          event -> {
            if (event instanceof QueueEvent.StopRequested stop) {
              running.requestStop(stop.id());
            }
          });
      storage.backgroundSteps().forEach(step -> background(metrics, step));
      events.subscribe(waits::changed);
      background(metrics, new Loop("batches", PACE, waits::checkOnce, waits::awaitChange, metrics));
      started.push(
          () -> {
            if (running.count() > 0) {
              log.info(
                  "{} running task(s) get {} s to end by themselves",
                  running.count(),
                  config.shutdownGrace().toSeconds());
            }
            dispatcher.drain(config.shutdownGrace());
            held.awaitEnds(LEASE_ENDS);
          });

      started.push(pictures);
      started.push(api);
      http = api.get();
      http.start();
      // Ended first, so that clients that wait get their answers.
      started.push(waits);
      started.push(held::close);
    } catch (ConfigurationError refused) {
      close();
      throw refused;
    } catch (HttpApi.TlsUnusable unusable) {
      close();
      throw new ConfigurationError(
          Optional.ofNullable(unusable.getMessage()).orElseGet(unusable::toString));
    } catch (RuntimeException | Error failed) {
      close();
      throw new StartFailed(failed);
    }
  }

  /**
   * Refuses to start if clients need an API key and none exists, and warns about unencrypted
   * traffic.
   *
   * @throws ConfigurationError if no usable key exists
   */
  private void demandKey(ApiKeys keys) {
    if (config.http().keyDemanded() && !keys.anyUsable()) {
      throw new ConfigurationError(
          (config.listensBeyondLoopback()
                  ? "the server is to listen at "
                      + config.host()
                      + ", where others can reach it, and there is no API key yet"
                  : "require-api-key is set, and there is no API key yet")
              + "; make one by ./"
              + config.command("key create NAME")
              + ", then start again");
    }
    if (config.listensBeyondLoopback() && config.http().tls().isEmpty()) {
      log.warn(
          "API keys and answers can be read on their way through the network: set tls.certificate"
              + " and tls.private-key, or listen at localhost behind a proxy that speaks TLS");
    }
  }

  /** Programs send files from the folders that scripts may take files from. */
  private AdbAccess adbAccess() {
    ServerConfig.Materials files = config.materials();
    return new AdbAccess(
        config.rpcAdb(),
        new AllowedFolders(files.roots(), files.uploadFolder(), files.largestBytes())::anyFile);
  }

  /**
   * Lowers the limit of connections to the files that this process may open. Without a free file,
   * it could reach neither phones nor the database.
   */
  private HttpSettings httpSettings() {
    HttpSettings http = config.http();
    int wanted = http.mostConnections() + FILES_BESIDE_CONNECTIONS;
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        && system.getMaxFileDescriptorCount() < wanted) {
      long files = system.getMaxFileDescriptorCount();
      int most = (int) Math.max(files / 4, files - FILES_BESIDE_CONNECTIONS);
      log.warn(
          "this process may open {} files, so at most {} connections are kept, not the {} of"
              + " request.most-connections: raise the system's limit (ulimit -n) to {}, or lower"
              + " the setting",
          files,
          most,
          http.mostConnections(),
          wanted);
      return http.withMostConnections(Math.min(most, http.mostConnections()));
    }
    return http;
  }

  private LicenseProvider license(
      NodeId node, SeenTime seenTime, DispatchSignal signal, Metrics metrics, Clock clock) {
    Optional<LicensePublicKey> key = config.license().publicKey();
    if (key.isEmpty()) {
      return new ConfiguredLicense(config.license().plan());
    }
    LicenseWatch watch =
        new LicenseWatch(
            new FileLicenseSource(config.license().file()),
            key.get(),
            MachineCode.of(() -> node),
            seenTime,
            signal,
            clock);
    watch.checkOnce();
    background(
        metrics, new Loop("licence", PACE, LicenseWatch.INTERVAL, watch::checkOnce, metrics));
    return watch;
  }

  private <T extends AutoCloseable> T opened(T part) {
    started.push(part);
    return part;
  }

  private void background(Metrics metrics, Loop... begun) {
    for (Loop loop : begun) {
      loops.add(opened(loop.start()));
      metrics.watch(loop);
    }
  }

  private void background(Metrics metrics, BackgroundStep step) {
    if (loops.stream().anyMatch(loop -> loop.name().equals(step.name()))) {
      throw new IllegalStateException(
          "two adapters have a background step named " + step.name() + "; use one of them");
    }
    background(metrics, new Loop(step.name(), PACE, step.step(), metrics));
    // Called before the loop is closed, because the step's wait may ignore the interrupt that
    // closes the loop.
    started.push(() -> step.stop().run());
  }

  private static Duration registerOnce(DeviceRegistrar registrar) {
    registrar.letGoOfDeleted();
    registrar.registerObserved();
    registrar.registerUnreached();
    return MOST_REST;
  }

  public ServerConfig config() {
    return config;
  }

  public int port() {
    return port.number();
  }

  public HttpApi http() {
    return http;
  }

  LicenseStatus license() {
    return license.current();
  }

  /** Returns the API's URL for a client on this machine. */
  public String apiUrl() {
    return config.apiUrl(port());
  }

  /** Returns the dashboard's URL for a browser on this machine; empty if there is no dashboard. */
  Optional<String> pageUrl() {
    return http.showsPage() ? Optional.of(config.url(port())) : Optional.empty();
  }

  /** Returns the storage's name for people. */
  String storageName() {
    return storage.description();
  }

  /** Returns the descriptions of where the phones are. */
  List<String> phonePlaces() {
    return phones.stream().map(Devices::description).toList();
  }

  /** Returns the storage's ports, for code that prepares the server before its work. */
  public Storage storage() {
    return storage;
  }

  /** Pauses the whole queue, on all servers of the storage. */
  public void pauseQueue() {
    storage.settings().pause(clock.instant());
  }

  /**
   * Waits until the process is told to stop by Ctrl-C or SIGTERM. The server is then closed, and
   * the process exits with code 0.
   */
  public void awaitShutdown() throws InterruptedException {
    Shutdown.runThenExit(this);
    awaitEnd();
  }

  /** Waits until the server is closed. */
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  /**
   * Stops all parts in the opposite order of their start. A part that fails to stop does not keep
   * the others from stopping.
   */
  @Override
  public void close() {
    Optional<AutoCloseable> next = Optional.ofNullable(started.poll());
    while (next.isPresent()) {
      try {
        next.get().close();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      } catch (StorageUnavailable away) {
        log.warn("a part of the server did not stop cleanly: {}", away.getMessage());
      } catch (Exception failed) {
        log.warn("a part of the server did not stop cleanly", failed);
      }
      next = Optional.ofNullable(started.poll());
    }
    ended.countDown();
  }
}
