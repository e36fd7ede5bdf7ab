package dev.drover.bootstrap;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.drover.application.access.CheckApiKey;
import dev.drover.application.device.ConnectDevice;
import dev.drover.application.device.DeviceRegistrar;
import dev.drover.application.device.DisconnectDevice;
import dev.drover.application.dispatch.AttemptRunner;
import dev.drover.application.dispatch.DeviceHealth;
import dev.drover.application.dispatch.DispatchSignal;
import dev.drover.application.dispatch.Dispatcher;
import dev.drover.application.dispatch.NodeLease;
import dev.drover.application.dispatch.RunningAttempts;
import dev.drover.application.dispatch.StopAttempt;
import dev.drover.application.housekeeping.Housekeeping;
import dev.drover.application.license.LicenseWatch;
import dev.drover.application.loop.Loop;
import dev.drover.application.material.AllowedFolders;
import dev.drover.application.material.MaterialChooser;
import dev.drover.application.port.license.LicenseProvider;
import dev.drover.application.port.storage.ApiKeys;
import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.application.task.CreateTasks;
import dev.drover.application.task.DeleteTasks;
import dev.drover.application.task.RetryTasks;
import dev.drover.application.task.StopTask;
import dev.drover.comments.OpenAiCommentGenerator;
import dev.drover.device.DadbDeviceGateway;
import dev.drover.device.adb.AdbPhones;
import dev.drover.device.app.Apps;
import dev.drover.device.flow.Flows;
import dev.drover.domain.license.LicensePublicKey;
import dev.drover.domain.license.LicenseStatus;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.http.connection.HttpPort;
import dev.drover.http.guard.HttpSettings;
import dev.drover.http.server.HttpApi;
import dev.drover.persistence.access.JooqApiKeys;
import dev.drover.persistence.access.SecretCipher;
import dev.drover.persistence.account.JooqAccountDirectory;
import dev.drover.persistence.account.JooqActionBudgets;
import dev.drover.persistence.device.JooqDeviceDirectory;
import dev.drover.persistence.material.JooqMaterialLibrary;
import dev.drover.persistence.material.JooqMaterialStock;
import dev.drover.persistence.node.JooqNodeDirectory;
import dev.drover.persistence.node.JooqSeenTime;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.postgres.EmbeddedPostgres;
import dev.drover.persistence.postgres.HomeLock;
import dev.drover.persistence.postgres.PostgresNotifications;
import dev.drover.persistence.task.JooqQueueSettings;
import dev.drover.persistence.task.JooqTaskRepository;
import dev.drover.persistence.task.query.JooqTaskArtifacts;
import dev.drover.persistence.task.query.JooqTaskQueries;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: everything wired by hand, started in order, ended in the opposite one. */
final class Server implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Server.class);

  /** Of the program itself, the database's pool, phones and uploads. */
  private static final int FILES_BESIDE_CONNECTIONS = 500;

  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Of a loop that is woken when there is something to do. */
  private static final Duration MOST_REST = Duration.ofSeconds(5);

  /** A step asks the database a few times, and each answer takes some seconds at the most. */
  private static final Loop.Pace PACE = new Loop.Pace(Duration.ofMinutes(1), SECOND);

  private static final Loop.Pace SWEEPING =
      new Loop.Pace(Duration.ofMinutes(30), Duration.ofMinutes(10));

  private final ServerConfig config;
  private final List<Loop> loops = new CopyOnWriteArrayList<>();
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final HttpPort port;
  private final HttpApi http;
  private final JooqAccountDirectory accounts;
  private final JooqDeviceDirectory devices;
  private final JooqMaterialLibrary library;
  private final LicenseProvider license;
  private final String databaseName;

  /**
   * Starts a server.
   *
   * @throws ConfigurationError if a setting can't be used
   * @throws StartFailed if it can't start for whatever other reason, an {@code Error} too. Either
   *     way what was started is ended again, and the message is for the operator
   */
  static Server start(ServerConfig config) {
    return start(config, _ -> {});
  }

  /**
   * Starts a server.
   *
   * @param beforeWork what must be there when the first request is answered, and the first task
   *     begins
   * @throws ConfigurationError as {@link #start(ServerConfig)}
   * @throws StartFailed as {@link #start(ServerConfig)}
   */
  static Server start(ServerConfig config, Consumer<Server> beforeWork) {
    return new Server(config, Clock.systemUTC(), beforeWork);
  }

  private Server(ServerConfig config, Clock clock, Consumer<Server> beforeWork) {
    this.config = config;
    try {
      opened(HomeLock.acquire(config.home()));
      // Before anything works: a server that nobody can reach must not touch a phone.
      port = opened(HttpPort.bind(config.host(), config.port()));
      config.door().tls().ifPresent(HttpApi::check);
      NodeId node = NodeIdentity.of(config.home());
      Metrics metrics = opened(new Metrics());
      Database database = opened(Database.open(databaseAddress()));
      database.measure(metrics.registry());
      SecretCipher cipher =
          config
              .secretKey()
              .orElseGet(() -> SecretCipher.ofFile(config.home().resolve("secret.key")));
      ScriptTypes scripts = ScriptTypes.builtIn();
      JooqTaskRepository tasks = new JooqTaskRepository(database, cipher, scripts);
      JooqTaskQueries queries = new JooqTaskQueries(database, scripts);
      JooqTaskArtifacts artifacts = new JooqTaskArtifacts(database);
      JooqQueueSettings settings = new JooqQueueSettings(database);
      Random random = new Random();
      ServerConfig.Materials files = config.materials();
      library =
          new JooqMaterialLibrary(
              database, files.libraryFolder(), files.largestBytes(), node, clock);
      AllowedFolders folders =
          new AllowedFolders(files.roots(), files.uploadFolder(), files.largestBytes());
      MaterialChooser materials =
          new MaterialChooser(
              new JooqMaterialStock(database, files.libraryFolder(), clock), folders, random);
      accounts = new JooqAccountDirectory(database);
      devices = new JooqDeviceDirectory(database);
      JooqActionBudgets budgets = new JooqActionBudgets(database, config.timeZone());
      JooqApiKeys keys = new JooqApiKeys(database);
      demandKey(keys);
      databaseName = config.database().isPresent() ? "your own" : "embedded PostgreSQL";

      AdbPhones phones =
          opened(
              new AdbPhones(
                  config.home(), config.adbServer().host(), config.adbServer().port(), clock));
      DadbDeviceGateway gateway =
          new DadbDeviceGateway(
              phones,
              config.home().resolve("profiles"),
              Flows.load(Server.class.getClassLoader()),
              Apps.load(Server.class.getClassLoader()),
              new OpenAiCommentGenerator(config.commentBaseUrls()),
              random,
              clock);

      DispatchSignal signal = new DispatchSignal();
      license = license(node, database, signal, metrics, clock);
      RunningAttempts running = new RunningAttempts();
      JooqNodeDirectory nodes = new JooqNodeDirectory(database, scripts);
      NodeLease lease = new NodeLease(node, nodes, tasks, running, signal, clock, System::nanoTime);
      DeviceHealth health = new DeviceHealth(devices, config.quarantineAfter(), clock);
      AttemptRunner runner =
          new AttemptRunner(
              scripts, tasks, accounts, budgets, materials, settings, health, gateway, random,
              clock);
      Dispatcher dispatcher =
          new Dispatcher(
              lease, tasks, artifacts, budgets, runner, gateway, license, running, signal, metrics,
              clock);
      DeviceRegistrar registrar = new DeviceRegistrar(node, gateway, devices, signal);
      gateway.onChange(registrar::observe);
      metrics.watchTasks(queries, running);
      metrics.watchPhones(gateway);

      lease.keepOnce();
      started.push(lease::release);
      library.removeLeftovers();
      dispatcher.recoverInterrupted();
      beforeWork.accept(this);
      config.connect().forEach(gateway::connectInBackground);
      devices.addressesOf(node).forEach(gateway::connectInBackground);
      background(
          metrics,
          new Loop("guard", PACE, Duration.ofMillis(250), lease::endLostRuns, metrics),
          new Loop("lease", PACE, SECOND, lease::renewOnce, metrics),
          new Loop("takeover", PACE, SECOND, lease::takeOverOnce, metrics),
          new Loop("phones", PACE, () -> trackOnce(phones), metrics),
          new Loop(
              "registrar", PACE, () -> registerOnce(registrar), registrar::awaitObserved, metrics),
          new Loop("dispatcher", PACE, dispatcher::dispatchOnce, signal::await, metrics),
          new Loop(
              "housekeeping",
              SWEEPING,
              Housekeeping.INTERVAL,
              new Housekeeping(artifacts, tasks, config.retention(), clock)::runOnce,
              metrics));
      PostgresNotifications notifications = new PostgresNotifications(database, signal::raise);
      notifications.subscribe(
          event -> {
            if (event instanceof QueueEvent.StopRequested stop) {
              running.requestStop(stop.id());
            }
          });
      background(
          metrics,
          new Loop("notifications", PACE, Duration.ZERO, notifications::hearOnce, metrics));
      opened(notifications);
      StopAttempt stopper = new StopAttempt(tasks, queries, notifications, running);
      started.push(
          () -> {
            if (running.count() > 0) {
              log.info(
                  "{} running task(s) get {} s to end by themselves",
                  running.count(),
                  config.shutdownGrace().toSeconds());
            }
            dispatcher.drain(config.shutdownGrace());
          });

      http =
          opened(
              HttpApi.start(
                  port,
                  door(),
                  new HttpApi.Application(
                      new CreateTasks(
                          tasks,
                          accounts,
                          devices,
                          materials,
                          signal,
                          random,
                          clock,
                          config.timeZone()),
                      new StopTask(queries, stopper),
                      new RetryTasks(tasks, accounts, signal, clock),
                      new DeleteTasks(tasks, stopper, signal),
                      new ConnectDevice(node, gateway, devices),
                      new DisconnectDevice(node, gateway, devices),
                      gateway,
                      queries,
                      devices,
                      accounts,
                      budgets,
                      license,
                      settings,
                      nodes,
                      artifacts,
                      library,
                      notifications,
                      new CheckApiKey(keys),
                      scripts,
                      config.commentBaseUrls(),
                      database::reachable,
                      loops,
                      metrics.registry(),
                      clock)));
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
   * @throws ConfigurationError if a key is demanded of clients, and nobody has one
   */
  private void demandKey(ApiKeys keys) {
    if (config.door().keyDemanded() && !keys.anyUsable()) {
      throw new ConfigurationError(
          (config.listensBeyondLoopback()
                  ? "the server is to listen at "
                      + config.host()
                      + ", where others can reach it, and there is no API key yet"
                  : "require-api-key is set, and there is no API key yet")
              + "; make one by ./drover key create NAME, then start again");
    }
    if (config.listensBeyondLoopback() && config.door().tls().isEmpty()) {
      log.warn(
          "API keys and answers can be read on their way through the network: set tls.certificate"
              + " and tls.private-key, or listen at 127.0.0.1 behind a proxy that speaks TLS");
    }
  }

  /**
   * With as many connections as this process has files for: without a file left, neither phones nor
   * the database could be reached any more.
   */
  private HttpSettings door() {
    HttpSettings door = config.door();
    int wanted = door.mostConnections() + FILES_BESIDE_CONNECTIONS;
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
          door.mostConnections(),
          wanted);
      return door.withMostConnections(Math.min(most, door.mostConnections()));
    }
    return door;
  }

  private DatabaseAddress databaseAddress() {
    return config
        .database()
        .orElseGet(
            () -> opened(EmbeddedPostgres.start(config.home().resolve("postgres"))).address());
  }

  private LicenseProvider license(
      NodeId node, Database database, DispatchSignal signal, Metrics metrics, Clock clock) {
    Optional<LicensePublicKey> key = config.license().publicKey();
    if (key.isEmpty()) {
      return new ConfiguredLicense(config.license().plan());
    }
    LicenseWatch watch =
        new LicenseWatch(
            new FileLicenseSource(config.license().file()),
            key.get(),
            MachineCode.of(() -> node),
            new JooqSeenTime(database),
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

  private static Duration trackOnce(AdbPhones phones) throws InterruptedException {
    phones.trackOnce();
    return AdbPhones.ROUND;
  }

  private static Duration registerOnce(DeviceRegistrar registrar) {
    registrar.letGoOfDeleted();
    registrar.registerObserved();
    return MOST_REST;
  }

  ServerConfig config() {
    return config;
  }

  int port() {
    return port.number();
  }

  HttpApi http() {
    return http;
  }

  LicenseStatus license() {
    return license.current();
  }

  String databaseName() {
    return databaseName;
  }

  JooqAccountDirectory accounts() {
    return accounts;
  }

  JooqMaterialLibrary library() {
    return library;
  }

  JooqDeviceDirectory devices() {
    return devices;
  }

  /**
   * Waits until the server is told to end (Ctrl-C, SIGTERM): it is then closed, and the process
   * ends with code 0.
   */
  void awaitShutdown() throws InterruptedException {
    Shutdown.runThenExit(this);
    awaitEnd();
  }

  /** Waits until it is closed. */
  void awaitEnd() throws InterruptedException {
    ended.await();
  }

  /**
   * Ends everything in the opposite order of its start; what fails to end does not keep the rest
   * from it.
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
        log.warn("a part of the server did not end in order: {}", away.getMessage());
      } catch (Exception failed) {
        log.warn("a part of the server did not end in order", failed);
      }
      next = Optional.ofNullable(started.poll());
    }
    ended.countDown();
  }
}
