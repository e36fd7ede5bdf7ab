package dev.drover.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.bootstrap.config.ServerConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The phones on the network that a running server has, beside those of its configuration. */
sealed interface RememberedPhones {
  /** The API's code for a request that was answered. */
  int ANSWERED = 0;

  /** The addresses that the server remembers, and the configuration has not. */
  record Known(List<String> addresses) implements RememberedPhones {
    public Known {
      addresses = List.copyOf(addresses);
    }
  }

  /** The server keeps them to itself: it demands an API key. */
  record KeyDemanded() implements RememberedPhones {}

  /** Nothing listens at the configured address. */
  record NoServer() implements RememberedPhones {}

  /** What listens there gives no list. */
  record NoList(String reason) implements RememberedPhones {}

  /** Where a person reads all of them. */
  static String page(ServerConfig config) {
    return ServerHealth.address(config) + "/api/v1/devices";
  }

  /** Asks the server at the configured address. */
  static RememberedPhones of(ServerConfig config) {
    try {
      ServerHealth.Answer answer = ServerHealth.get(config, "/api/v1/devices");
      JsonNode body = Optional.ofNullable(answer.body()).orElseThrow(IOException::new);
      if (answer.status() == 401) {
        return new KeyDemanded();
      }
      return body.path("code").asInt(-1) == ANSWERED
          ? new Known(addresses(body.path("data").path("devices"), config))
          : new NoList("it answered " + body.path("message").asText(answer.status() + ""));
    } catch (ConnectException nobody) {
      return new NoServer();
    } catch (IOException | GeneralSecurityException unreadable) {
      return new NoList("it does not list them: " + unreadable.getMessage());
    }
  }

  private static List<String> addresses(JsonNode devices, ServerConfig config) throws IOException {
    Optional<String> node = nodeOf(config.home());
    List<String> addresses = new ArrayList<>();
    for (JsonNode device : devices) {
      List<String> own = new ArrayList<>();
      device.path("addresses").forEach(address -> own.add(address.asText()));
      boolean elsewhere = node.filter(device.path("node").asText()::equals).isEmpty();
      if (elsewhere || own.stream().anyMatch(config.connect()::contains)) {
        continue;
      }
      // A phone on USB has its serial for an address; the adb server lists it.
      own.stream().filter(address -> address.contains(":")).findFirst().ifPresent(addresses::add);
    }
    return addresses;
  }

  /** Other servers on one database list their phones, too; those are for their own doctors. */
  private static Optional<String> nodeOf(Path home) throws IOException {
    Path file = home.resolve("node-id");
    return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
  }
}
