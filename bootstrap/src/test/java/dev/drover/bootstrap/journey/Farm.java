package dev.drover.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.TestConfig;
import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.Api;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.FixedPort;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server with virtual phones, which can be stopped and started again at the same port. */
final class Farm implements AutoCloseable {
  private final Path home;
  private final DatabaseAddress database;
  private final int port;
  private final Map<String, VirtualPhone> phones = new LinkedHashMap<>();
  private @Nullable Server server;

  private Farm(Path home, DatabaseAddress database, int port) {
    this.home = home;
    this.database = database;
    this.port = port;
  }

  static Farm start(Path home, DatabaseAddress database) throws IOException {
    Farm farm = new Farm(home, database, FixedPort.free());
    farm.start(Map.of(), _ -> {});
    return farm;
  }

  /** Starts the server again, with the same home, database and port, and these settings. */
  void start(Map<Setting, String> settings, Consumer<Server> beforeWork) {
    Map<Setting, String> all = new EnumMap<>(Setting.class);
    all.put(Setting.PORT, Integer.toString(port));
    all.putAll(settings);
    server = Server.start(TestConfig.of(home, database, all), beforeWork);
  }

  void stop() {
    Objects.requireNonNull(server, "it runs").close();
    server = null;
  }

  /** Switches a phone on and connects it, with an account of its own on each app. */
  VirtualPhone phone(String serial, String account) throws Exception {
    return phone(PhoneConfig.named(serial, account));
  }

  VirtualPhone phone(PhoneConfig config) throws Exception {
    VirtualPhone phone = VirtualPhone.start(config);
    phones.put(phone.serial(), phone);
    Api.Answer connected =
        api().post("/devices/connect", "{\"address\": \"" + phone.adbAddress() + "\"}");
    assertThat(connected.code()).as(connected.message()).isZero();
    return phone;
  }

  /** Adds an account that is on a phone. */
  long account(String name, String serial) throws Exception {
    Api.Answer added =
        api().post("/accounts", "{\"username\": \"" + name + "\", \"device\": \"" + serial + "\"}");
    assertThat(added.code()).as(added.message()).isZero();
    return added.data().path("id").asLong();
  }

  /** Makes a task to follow somebody on a phone. */
  long follow(String serial, String target) throws Exception {
    return api()
        .create(
            "{'serials': ['"
                + serial
                + "'], 'script_name': 'follow', 'script_config': {'target_users': ['@"
                + target
                + "']}}")
        .getFirst();
  }

  Api api() {
    return new Api(port);
  }

  int port() {
    return port;
  }

  Path home() {
    return home;
  }

  Server server() {
    return Objects.requireNonNull(server, "it runs");
  }

  @Override
  public void close() {
    try {
      if (server != null) {
        server.close();
      }
    } finally {
      phones.values().forEach(VirtualPhone::close);
    }
  }
}
