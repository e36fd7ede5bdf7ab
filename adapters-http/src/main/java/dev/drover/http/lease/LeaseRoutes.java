package dev.drover.http.lease;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.drover.application.device.ListDevices;
import dev.drover.application.lease.PhoneSessions;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.domain.device.DeviceState;
import dev.drover.http.device.DeviceRoutes;
import dev.drover.http.json.Json;
import dev.drover.http.json.Routes;

/** Everything below {@code /rpc}: the phones for programs, their sessions, and their commands. */
public final class LeaseRoutes {
  private final ListDevices listDevices;
  private final SessionRoutes sessionRoutes;
  private final ControlRoutes controlRoutes;
  private final AdbRoutes adbRoutes;

  public LeaseRoutes(
      ListDevices listDevices,
      DeviceDirectory devices,
      DeviceGateway gateway,
      PhoneSessions use,
      AdbAccess adb) {
    this.listDevices = listDevices;
    Sessions sessions = new Sessions(use.finding(), use.leases(), devices);
    this.sessionRoutes = new SessionRoutes(use, sessions);
    this.controlRoutes = new ControlRoutes(sessions, gateway);
    this.adbRoutes = new AdbRoutes(sessions, adb);
  }

  public void register(Routes routes) {
    routes.at("/rpc/devices").compatible().get(_ -> devices());
    sessionRoutes.register(routes);
    controlRoutes.register(routes);
    adbRoutes.register(routes);
  }

  private JsonNode devices() {
    ArrayNode online = Json.MAPPER.createArrayNode();
    listDevices.list().stream()
        .filter(known -> known.device().state() == DeviceState.ONLINE)
        .forEach(
            known ->
                online.add(
                    DeviceRoutes.view(known)
                        .put(
                            "busy", known.runningTask().isPresent() || known.lease().isPresent())));
    return online;
  }
}
