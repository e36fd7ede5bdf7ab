package dev.drover.http.lease;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.drover.application.lease.HeldPhone;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.domain.control.PhoneCommand;
import dev.drover.http.guard.RequestBody;
import dev.drover.http.json.Json;
import dev.drover.http.json.ObjectReader;
import dev.drover.http.json.QueryParameters;
import dev.drover.http.json.Routes;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Carries out UiAutomator2's methods on a phone that the client has a session for. */
final class ControlRoutes {
  private final Sessions sessions;
  private final DeviceGateway gateway;

  ControlRoutes(Sessions sessions, DeviceGateway gateway) {
    this.sessions = sessions;
    this.gateway = gateway;
  }

  void register(Routes routes) {
    routes
        .at("/rpc/jsonrpc")
        .compatible()
        .orBy(sessions::isOfAttemptByHeader)
        .routine()
        .post(this::call)
        .at("/rpc/hierarchy")
        .compatible()
        .orBy(sessions::isOfAttemptByHeader)
        .getRaw(ControlRoutes::serial, this::hierarchy)
        .at("/rpc/screenshot")
        .compatible()
        .orBy(sessions::isOfAttemptByHeader)
        .getRaw(ControlRoutes::serial, this::screenshot);
  }

  private static Optional<String> serial(QueryParameters query) {
    return query.text("serial");
  }

  private JsonNode call(ServerRequest request) {
    ObjectReader reader = ObjectReader.ofBody(RequestBody.json(request));
    Optional<String> serial = reader.text("serial");
    PhoneCommand command = MethodReader.read(reader);
    reader.refuseIfInvalid();
    HeldPhone phone = sessions.driven(request, serial);
    return Optional.<JsonNode>ofNullable(Json.MAPPER.valueToTree(phone.perform(command)))
        .orElse(NullNode.instance);
  }

  private void hierarchy(ServerRequest request, ServerResponse response, Optional<String> serial) {
    Object xml = sessions.driven(request, serial).perform(new PhoneCommand.DumpHierarchy());
    response
        .header(HeaderNames.CONTENT_TYPE, "application/xml; charset=utf-8")
        .send(xml.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void screenshot(ServerRequest request, ServerResponse response, Optional<String> serial) {
    byte[] png = gateway.screenshot(sessions.driven(request, serial).serial());
    response.header(HeaderNames.CONTENT_TYPE, "image/png").send(png);
  }
}
