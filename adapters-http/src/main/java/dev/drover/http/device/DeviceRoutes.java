package dev.drover.http.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.application.device.ConnectDevice;
import dev.drover.application.device.DisconnectDevice;
import dev.drover.application.device.ListDevices;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.DeviceDirectory.KnownDevice;
import dev.drover.application.port.storage.DeviceDirectory.Pause;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.lease.PhoneLease;
import dev.drover.domain.task.Obstacle;
import dev.drover.domain.task.TaskId;
import dev.drover.http.guard.RequestBody;
import dev.drover.http.guard.RequestContext;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import dev.drover.http.json.Json;
import dev.drover.http.json.ObjectReader;
import dev.drover.http.json.Routes;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Serves phones: the list, connecting and disconnecting, pausing, screenshots and hierarchies. */
public final class DeviceRoutes {
  private static final int DEFAULT_ADB_PORT = 5555;
  private static final Pattern ADDRESS =
      Pattern.compile(
          "([A-Za-z0-9][A-Za-z0-9.-]{0,252}|\\[[0-9A-Fa-f:.%]{2,64}\\])(?::(\\d{1,5}))?");

  private final ListDevices listDevices;
  private final DeviceDirectory devices;
  private final ConnectDevice connectDevice;
  private final DisconnectDevice disconnectDevice;
  private final DeviceGateway gateway;
  private final Clock clock;

  public DeviceRoutes(
      ListDevices listDevices,
      DeviceDirectory devices,
      ConnectDevice connectDevice,
      DisconnectDevice disconnectDevice,
      DeviceGateway gateway,
      Clock clock) {
    this.listDevices = listDevices;
    this.devices = devices;
    this.connectDevice = connectDevice;
    this.disconnectDevice = disconnectDevice;
    this.gateway = gateway;
    this.clock = clock;
  }

  public void register(Routes routes) {
    routes
        .at("/devices")
        .get(request -> list())
        .at("/devices/connect")
        .adminPost(this::connect)
        .at("/devices/{serial}")
        .get(this::get)
        .adminDelete(this::disconnect)
        .at("/devices/{serial}/pause")
        .adminPost(this::pause)
        .at("/devices/{serial}/resume")
        .adminPost(this::resume)
        .at("/devices/{serial}/screenshot")
        .getRaw(this::screenshot)
        .at("/devices/{serial}/hierarchy")
        .getRaw(this::hierarchy);
  }

  private JsonNode list() {
    ObjectNode data = Json.MAPPER.createObjectNode();
    ArrayNode array = data.putArray("devices");
    listDevices.list().forEach(device -> array.add(view(device)));
    return data;
  }

  private JsonNode get(ServerRequest request) {
    String given = request.path().pathParameters().get("serial");
    return listDevices.find(given).map(DeviceRoutes::view).orElseThrow(() -> unknown(given));
  }

  private JsonNode connect(ServerRequest request) {
    ObjectReader reader = ObjectReader.ofBody(RequestBody.json(request));
    if (!reader.has("address")) {
      reader.invalid("address", "must be host:port of a phone, such as 192.0.2.7:5555");
      reader
          .unknownKeys(List.of("address"))
          .forEach(
              key ->
                  reader.invalid(
                      key.substring(1), "is not a field of this request; there is address"));
    }
    var address = reader.parsed("address", DeviceRoutes::address);
    reader.refuseIfInvalid();
    try {
      return view(connectDevice.connect(address.orElseThrow()));
    } catch (DeviceUnreachable unreachable) {
      // The address is well-formed, but no phone answers there. The client has to correct it.
      throw ApiError.invalid(
          "/address", Optional.ofNullable(unreachable.getMessage()).orElse("does not answer"));
    }
  }

  private JsonNode disconnect(ServerRequest request) {
    String given = request.path().pathParameters().get("serial");
    if (!disconnectDevice.disconnect(given)) {
      throw unknown(given);
    }
    return Json.MAPPER.createObjectNode().put("deleted_count", 1);
  }

  /** Pauses a phone: running tasks continue, but no new ones start. */
  private JsonNode pause(ServerRequest request) {
    DeviceSerial serial = serial(request);
    devices.pause(
        serial, RequestContext.of(request).caller(), "paused by request", clock.instant());
    return view(devices.find(serial).orElseThrow(() -> unknown(serial.value())));
  }

  private JsonNode resume(ServerRequest request) {
    DeviceSerial serial = serial(request);
    devices.resume(serial);
    return view(devices.find(serial).orElseThrow(() -> unknown(serial.value())));
  }

  private void screenshot(ServerRequest request, ServerResponse response) {
    byte[] png = gateway.screenshot(serial(request));
    response.header(HeaderNames.CONTENT_TYPE, "image/png").send(png);
  }

  private void hierarchy(ServerRequest request, ServerResponse response) {
    DeviceSerial serial = serial(request);
    devices.find(serial).flatMap(KnownDevice::lease).ifPresent(DeviceRoutes::refuseHierarchy);
    String xml = gateway.hierarchy(serial);
    response
        .header(HeaderNames.CONTENT_TYPE, "application/xml; charset=utf-8")
        .send(xml.getBytes(StandardCharsets.UTF_8));
  }

  /** Reading the screen's elements takes seconds, in which the holder's commands would wait. */
  private static void refuseHierarchy(PhoneLease lease) {
    throw new ApiError(
        ErrorCode.CONFLICT,
        Obstacle.of(lease).driver()
            + "; only its holder may read the screen's elements: GET /rpc/hierarchy");
  }

  private DeviceSerial serial(ServerRequest request) {
    String given = request.path().pathParameters().get("serial");
    return devices.resolve(given).orElseThrow(() -> unknown(given));
  }

  private static String address(String text) {
    Matcher matcher = ADDRESS.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must be host:port of a phone, such as 192.0.2.7:5555");
    }
    String port = matcher.group(2);
    int number = port == null ? DEFAULT_ADB_PORT : Integer.parseInt(port);
    if (number < 1 || number > 65_535) {
      throw new IllegalArgumentException("must have a port from 1 to 65535");
    }
    return matcher.group(1) + ":" + number;
  }

  private static ApiError unknown(String given) {
    return new ApiError(
        ErrorCode.NOT_FOUND, "there is no phone \"" + given + "\"; see GET /devices");
  }

  /** Returns a phone as clients see it. */
  public static ObjectNode view(KnownDevice known) {
    Device device = known.device();
    ObjectNode view = Json.MAPPER.createObjectNode();
    view.put("serial", device.serial().value());
    view.put("name", device.model().isBlank() ? device.serial().value() : device.model());
    view.put("model", device.model());
    view.put("android_version", device.androidVersion());
    view.put("state", state(known));
    if (device.battery().isPresent()) {
      view.put("battery", device.battery().getAsInt());
    } else {
      view.putNull("battery");
    }
    view.put("node", known.node().value());
    view.put("running_task", known.runningTask().map(TaskId::value).orElse(null));
    view.set("lease", known.lease().map(DeviceRoutes::view).orElse(null));
    view.put("queue_length", known.queueLength());
    ArrayNode addresses = view.putArray("addresses");
    device.addresses().forEach(addresses::add);
    ArrayNode apps = view.putArray("apps");
    known.apps().forEach(app -> apps.add(AppVersionRoutes.view(app)));
    view.put("problem", device.problem().orElse(null));
    view.put(
        "last_seen",
        known
            .lastSeen()
            .filter(_ -> device.state() != DeviceState.ONLINE)
            .map(Json::time)
            .orElse(null));
    view.put("paused", known.pause().isPresent());
    view.put("paused_since", known.pause().map(pause -> Json.time(pause.since())).orElse(null));
    view.put(
        "pause_reason",
        known.pause().map(pause -> pauseReason(device, pause.reason())).orElse(null));
    view.put("paused_by", known.pause().flatMap(Pause::by).orElse(null));
    return view;
  }

  private static ObjectNode view(PhoneLease lease) {
    return Json.MAPPER
        .createObjectNode()
        .put("holder", lease.holder().wireName())
        .put("label", lease.label().text())
        .put("since", Json.time(lease.since()))
        .put("until", Json.time(lease.until()));
  }

  /** Returns who drives a phone, as listeners to events see it. */
  public static ObjectNode leaseView(DeviceSerial serial, Optional<PhoneLease> lease) {
    ObjectNode view = Json.MAPPER.createObjectNode().put("serial", serial.value());
    view.set("lease", lease.map(DeviceRoutes::view).orElse(null));
    return view;
  }

  /**
   * Adds how to resume the phone, unless the stored reason already says so, as the previous
   * version's reasons do.
   */
  private static String pauseReason(Device device, String reason) {
    String call = "POST /devices/" + device.serial() + "/resume";
    return reason.contains(call) ? reason : reason + "; " + call;
  }

  private static String state(KnownDevice known) {
    DeviceState state = known.device().state();
    boolean driven = known.runningTask().isPresent() || known.lease().isPresent();
    return state == DeviceState.ONLINE && driven ? "busy" : state.name().toLowerCase(Locale.ROOT);
  }
}
