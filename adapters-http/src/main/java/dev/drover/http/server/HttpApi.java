package dev.drover.http.server;

import dev.drover.application.access.CheckApiKey;
import dev.drover.application.device.ConnectDevice;
import dev.drover.application.device.DisconnectDevice;
import dev.drover.application.device.ListDevices;
import dev.drover.application.loop.Loop;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.license.LicenseProvider;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.ActionBudgets;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.MaterialLibrary;
import dev.drover.application.port.storage.NodeDirectory;
import dev.drover.application.port.storage.QueueEvents;
import dev.drover.application.port.storage.QueueSettings;
import dev.drover.application.port.storage.TaskArtifacts;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.task.CancelTask;
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
import dev.drover.http.connection.HttpListener;
import dev.drover.http.connection.HttpPort;
import dev.drover.http.guard.HttpSettings;
import dev.drover.http.json.Routes;
import io.helidon.common.tls.Tls;
import io.helidon.webserver.Router;
import io.helidon.webserver.WebServerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** The HTTP server of the API. */
public final class HttpApi implements AutoCloseable {
  private final HttpListener listener;
  private final ConnectionGuard connections;
  private final Routes routes;

  private HttpApi(HttpListener listener, ConnectionGuard connections, Routes routes) {
    this.listener = listener;
    this.connections = connections;
    this.routes = routes;
  }

  /**
   * What the API calls.
   *
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
      ListDevices listDevices,
      ConnectDevice connectDevice,
      DisconnectDevice disconnectDevice,
      DeviceGateway gateway,
      TaskQueries taskQueries,
      DeviceDirectory devices,
      AccountDirectory accounts,
      ActionBudgets budgets,
      LicenseProvider licenses,
      QueueSettings settings,
      NodeDirectory nodes,
      TaskArtifacts artifacts,
      MaterialLibrary materials,
      QueueEvents events,
      CheckApiKey keys,
      ScriptTypes scripts,
      AllowedEndpoints endpoints,
      BooleanSupplier ready,
      Collection<Loop> loops,
      PrometheusMeterRegistry meters,
      Clock clock) {}

  /**
   * Starts to answer the clients of a port.
   *
   * @param port is closed together with the API
   * @throws TlsUnusable if the certificate or its key can't be used
   */
  public static HttpApi start(HttpPort port, HttpSettings settings, Application application) {
    Routes routes = ApiRoutes.of(application);
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
                .addRouting(new RequestPipeline(settings, application, connections).routing(routes))
                .build(),
            UnroutedRequests.handlers(),
            WebServerConfig.builder().shutdownHook(false).buildPrototype(),
            tls);
    listener.start();
    return new HttpApi(listener, connections, routes);
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

  @Override
  public void close() {
    listener.close();
    connections.close();
  }
}
