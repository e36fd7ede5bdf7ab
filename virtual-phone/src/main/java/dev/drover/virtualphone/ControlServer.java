package dev.drover.virtualphone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drover.virtualphone.adbd.Adbd;
import dev.drover.virtualphone.adbd.Authorisation;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.phone.Command;
import dev.drover.virtualphone.phone.Phone;
import dev.drover.virtualphone.phone.Screen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * Serves the control port: reports what happened on the phone and arms faults. The README describes
 * the JSON.
 */
final class ControlServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;

  private ControlServer(HttpServer server) {
    this.server = server;
  }

  static ControlServer start(Phone phone, Adbd adbd, String host, int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), 50);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> answer(exchange, phone, adbd));
    server.start();
    return new ControlServer(server);
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static void answer(HttpExchange exchange, Phone phone, Adbd adbd) throws IOException {
    String route = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    try (exchange) {
      switch (route) {
        case "GET /effects" -> send(exchange, 200, effects(phone));
        case "GET /commands" -> send(exchange, 200, commands(phone));
        case "GET /state" -> send(exchange, 200, state(phone));
        case "GET /accounts" -> send(exchange, 200, accounts(phone));
        case "POST /accounts/log-out" -> logOut(exchange, phone);
        case "GET /apps" -> send(exchange, 200, apps(phone));
        case "PUT /apps" -> update(exchange, phone);
        case "GET /faults" -> send(exchange, 200, faults(phone));
        case "PUT /faults" -> putFaults(exchange, phone, adbd);
        case "GET /keys" -> send(exchange, 200, keys(adbd.authorisation()));
        case "POST /keys/accept" -> {
          adbd.authorisation().accept();
          send(exchange, 200, keys(adbd.authorisation()));
        }
        case "POST /keys/revoke" -> {
          adbd.authorisation().revoke();
          send(exchange, 200, keys(adbd.authorisation()));
        }
        case "DELETE /faults" -> {
          phone.faults().disarmAll();
          adbd.comeBack();
          send(exchange, 200, faults(phone));
        }
        default ->
            send(
                exchange,
                404,
                error(
                    "there is nothing at "
                        + route
                        + "; there is GET /effects, /commands, /state, /keys, /accounts, /apps, PUT"
                        + " /apps, POST /keys/accept, /keys/revoke, /accounts/log-out, and GET, PUT, DELETE"
                        + " /faults"));
      }
    }
  }

  private static ArrayNode effects(Phone phone) {
    ArrayNode array = JSON.createArrayNode();
    for (Effect effect : phone.effects()) {
      array
          .addObject()
          .put("at", effect.at().toString())
          .put("kind", effect.kind())
          .put("app", effect.app())
          .put("account", effect.account())
          .put("target", effect.target())
          .put("text", effect.text())
          .set("details", JSON.valueToTree(effect.details()));
    }
    return array;
  }

  private static ArrayNode commands(Phone phone) {
    ArrayNode array = JSON.createArrayNode();
    for (Command command : phone.commands()) {
      ObjectNode entry =
          array
              .addObject()
              .put("at", command.at().toString())
              .put("connection", command.connection())
              .put("command", command.line());
      ArrayNode executed = entry.putArray("executed");
      command
          .executed()
          .forEach(
              arguments -> {
                ArrayNode program = executed.addArray();
                arguments.forEach(program::add);
              });
    }
    return array;
  }

  private static ObjectNode state(Phone phone) {
    return JSON.createObjectNode()
        .put("screen", phone.screen().describe())
        .put("awake", phone.screen().awake())
        .put("locked", phone.screen().locked());
  }

  private static ArrayNode accounts(Phone phone) {
    ArrayNode array = JSON.createArrayNode();
    for (Screen.Account account : phone.screen().accounts()) {
      array
          .addObject()
          .put("app", account.app())
          .put("package", account.packageName())
          .put("account", account.name())
          .put("logged_in", account.isLoggedIn())
          .put("in_use", account.isUsed());
    }
    return array;
  }

  private static ArrayNode apps(Phone phone) {
    ArrayNode array = JSON.createArrayNode();
    phone
        .screen()
        .versions()
        .forEach(
            (packageName, version) ->
                array.addObject().put("package", packageName).put("version", version));
    return array;
  }

  /** Updates the app in the body, as a store does: the app is stopped, and has another version. */
  private static void update(HttpExchange exchange, Phone phone) throws IOException {
    JsonNode body;
    try {
      body = JSON.readTree(exchange.getRequestBody());
    } catch (JsonProcessingException malformed) {
      send(exchange, 400, error("the body is not JSON: " + malformed.getOriginalMessage()));
      return;
    }
    String version = body.path("version").asText("");
    if (!version.isBlank() && phone.screen().update(body.path("package").asText(""), version)) {
      send(exchange, 200, apps(phone));
    } else {
      send(
          exchange,
          404,
          error("send {\"package\": a package of GET /apps, \"version\": its new versionName}"));
    }
  }

  /** Logs the account in the body out of an app. */
  private static void logOut(HttpExchange exchange, Phone phone) throws IOException {
    String app;
    String account;
    try {
      JsonNode body = JSON.readTree(exchange.getRequestBody());
      app = body.path("app").asText("");
      account = body.path("account").asText("");
    } catch (JsonProcessingException malformed) {
      send(exchange, 400, error("the body is not JSON: " + malformed.getOriginalMessage()));
      return;
    }
    if (phone.screen().logOut(app, account)) {
      send(exchange, 200, accounts(phone));
    } else {
      send(
          exchange,
          404,
          error(
              "there is no account '"
                  + account
                  + "' in an app '"
                  + app
                  + "'; send {\"app\": its name or package, \"account\": a name of GET"
                  + " /accounts}"));
    }
  }

  private static ArrayNode keys(Authorisation authorisation) {
    ArrayNode array = JSON.createArrayNode();
    authorisation.accepted().forEach(key -> add(array, key, "accepted"));
    authorisation.waiting().forEach(key -> add(array, key, "waiting"));
    return array;
  }

  private static void add(ArrayNode keys, Authorisation.Key key, String state) {
    keys.addObject()
        .put("fingerprint", key.fingerprint())
        .put("name", key.name())
        .put("state", state);
  }

  private static ArrayNode faults(Phone phone) {
    ArrayNode array = JSON.createArrayNode();
    for (Fault fault : phone.faults().all()) {
      array
          .addObject()
          .put("kind", wireName(fault.kind()))
          .put("match", fault.match())
          .put("skip", fault.skip())
          .put("times", fault.times())
          .put("moment", wireName(fault.moment()))
          .put("for_ms", fault.duration().toMillis())
          .put("name", fault.name());
    }
    return array;
  }

  /**
   * Arms the faults in the body. An {@code offline} without {@code match} takes the phone off the
   * network at once.
   */
  private static void putFaults(HttpExchange exchange, Phone phone, Adbd adbd) throws IOException {
    List<Fault> faults;
    try {
      JsonNode body = JSON.readTree(exchange.getRequestBody());
      JsonNode list = body.isArray() ? body : JSON.createArrayNode().add(body);
      faults = list.valueStream().map(ControlServer::fault).toList();
    } catch (JsonProcessingException malformed) {
      send(exchange, 400, error("the body is not JSON: " + malformed.getOriginalMessage()));
      return;
    } catch (IllegalArgumentException refused) {
      send(exchange, 400, error(Optional.ofNullable(refused.getMessage()).orElse("bad fault")));
      return;
    }
    for (Fault fault : faults) {
      if (fault.kind() == Fault.Kind.OFFLINE && fault.match().isEmpty()) {
        VirtualPhone.takeOffline(adbd, fault.duration());
      } else {
        phone.faults().arm(fault);
      }
    }
    send(exchange, 200, faults(phone));
  }

  private static Fault fault(JsonNode node) {
    Fault.Kind kind = choice(Fault.Kind.values(), node.path("kind").asText(), "kind");
    Duration duration = Duration.ofMillis(node.path("for_ms").asLong(0));
    return new Fault(
        kind,
        node.path("match").asText(""),
        node.path("skip").asInt(0),
        node.path("times").asInt(kind.usualTimes(duration)),
        choice(Fault.Moment.values(), node.path("moment").asText("before"), "moment"),
        duration,
        node.path("name").asText(""));
  }

  private static <E extends Enum<E>> E choice(E[] values, String text, String field) {
    return Arrays.stream(values)
        .filter(value -> wireName(value).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    field
                        + " must be one of "
                        + String.join(
                            ", ", Arrays.stream(values).map(ControlServer::wireName).toList())));
  }

  private static String wireName(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode error(String message) {
    return JSON.createObjectNode().put("error", message);
  }

  private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
