package dev.drover.http.server;

import dev.drover.application.access.CheckApiKey;
import dev.drover.application.access.WebSignIn;
import dev.drover.application.device.ConnectDevice;
import dev.drover.application.device.DisconnectDevice;
import dev.drover.application.device.ListDevices;
import dev.drover.application.lease.PhoneSessions;
import dev.drover.application.live.LivePictures;
import dev.drover.application.loop.Loop;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.license.LicenseProvider;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.ActionBudgets;
import dev.drover.application.port.storage.AppVersions;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.MaterialLibrary;
import dev.drover.application.port.storage.NodeDirectory;
import dev.drover.application.port.storage.QueueEvents;
import dev.drover.application.port.storage.QueueSettings;
import dev.drover.application.port.storage.TaskArtifacts;
import dev.drover.application.port.storage.TaskQueries;
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
import dev.drover.domain.script.AllowedEndpoints;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.http.connection.ConnectionGuard;
import dev.drover.http.connection.HelidonParts;
import dev.drover.http.connection.HttpListener;
import dev.drover.http.connection.HttpPort;
import dev.drover.http.guard.HttpSettings;
import dev.drover.http.json.Routes;
import dev.drover.http.lease.AdbAccess;
import dev.drover.http.live.LiveRoutes;
import dev.drover.http.page.PageRoutes;
import dev.drover.http.page.PageSource;
import io.helidon.common.tls.Tls;
import io.helidon.webserver.Router;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** The HTTP server of the API and the dashboard. */
public final class HttpApi implements AutoCloseable {
  private final HttpListener listener;
  private final ConnectionGuard connections;
  private final Routes routes;
  private final PageRoutes page;
  private final LiveRoutes live;

  private HttpApi(
      HttpListener listener,
      ConnectionGuard connections,
      Routes routes,
      PageRoutes page,
      LiveRoutes live) {
    this.listener = listener;
    this.connections = connections;
    this.routes = routes;
    this.page = page;
    this.live = live;
  }

  /**
   * What the API calls.
   *
   * @param adb what programs that have leased a phone may do by ADB
   * @param endpoints which endpoints that write comments a script may name
   * @param ready whether requests can be served now: the database answers
   * @param loops what goes on in the background; may grow
   * @param meters what is measured, requests too; shown at {@code /observe/metrics}
   */
  public record Application(
      CreateTasks createTasks,
      StopTask stopTask,
      RetryTasks retryTasks,
      DeleteTasks deleteTasks,
      CancelTask cancelTask,
      RescheduleTask rescheduleTask,
      StopBatch stopBatch,
      WaitForBatch waitForBatch,
      ChangeTasks changeTasks,
      ListDevices listDevices,
      ConnectDevice connectDevice,
      DisconnectDevice disconnectDevice,
      DeviceGateway gateway,
      LivePictures pictures,
      PhoneSessions sessions,
      AdbAccess adb,
      TaskQueries taskQueries,
      DeviceDirectory devices,
      AppVersions appVersions,
      AccountDirectory accounts,
      ActionBudgets budgets,
      LicenseProvider licenses,
      QueueSettings settings,
      NodeDirectory nodes,
      TaskArtifacts artifacts,
      ProposeRepair repairs,
      MaterialLibrary materials,
      QueueEvents events,
      CheckApiKey keys,
      WebSignIn signIn,
      ScriptTypes scripts,
      AllowedEndpoints endpoints,
      BooleanSupplier ready,
      Collection<Loop> loops,
      PrometheusMeterRegistry meters,
      Clock clock) {}

  /**
   * Builds what the API needs and that depends on nothing of this server. It can be done while the
   * rest of the server starts, on any thread.
   */
  public static HelidonParts prepare() {
    return HelidonParts.with(UnroutedRequests.handlers());
  }

  /**
   * Creates the API of a port. It answers nobody yet, and calls nothing of the application.
   *
   * @param port is closed together with the API
   * @param source of the dashboard's page
   * @param prepared by {@link #prepare}
   * @throws TlsUnusable if the certificate or its key can't be used
   */
  public static HttpApi create(
      HttpPort port,
      HttpSettings settings,
      PageSource source,
      Application application,
      HelidonParts prepared) {
    Routes routes = ApiRoutes.of(application);
    LiveRoutes live =
        new LiveRoutes(
            application.pictures(),
            application.events(),
            settings.patience(),
            application.meters(),
            application.clock());
    live.register(routes);
    PageRoutes page = new PageRoutes(source);
    Optional<Tls> tls = settings.tls().map(ServerTls::load);
    ConnectionGuard connections =
        new ConnectionGuard(settings.patience(), settings.mostConnections());
    Gauge.builder("drover.http.connections", connections, ConnectionGuard::count)
        .description("Open connections of clients")
        .strongReference(true)
        .register(application.meters());
    HttpListener listener =
        new HttpListener(
            port,
            connections,
            Router.builder()
                .addRouting(
                    new RequestPipeline(settings, application, connections).routing(routes, page))
                .build(),
            prepared,
            tls);
    return new HttpApi(listener, connections, routes, page, live);
  }

  /**
   * Starts to answer the clients of the port.
   *
   * @throws java.io.UncheckedIOException if the process has no file descriptor left
   */
  public void start() {
    listener.start();
  }

  /**
   * Reads the files of TLS, to find out early whether they can be used.
   *
   * @throws TlsUnusable if they can't
   */
  public static void check(HttpSettings.TlsFiles files) {
    Tls _ = ServerTls.load(files);
  }

  /** The certificate can't be used; nothing was started. A retry helps once the files are right. */
  public static final class TlsUnusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TlsUnusable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Everything that is answered below {@code /api/v1}, such as {@code GET /task/{id}}. */
  public SortedSet<String> operations() {
    SortedSet<String> operations = new TreeSet<>();
    routes
        .paths()
        .forEach(
            (path, methods) ->
                methods.keySet().forEach(method -> operations.add(method.text() + " " + path)));
    return operations;
  }

  /** Whether the dashboard is answered at {@code /}. */
  public boolean showsPage() {
    return page.isShown();
  }

  @Override
  public void close() {
    live.close();
    listener.close();
    connections.close();
  }
}
