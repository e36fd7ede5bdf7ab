package dev.drover.bootstrap;

import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.bootstrap.config.Setting;
import dev.drover.persistence.postgres.DatabaseAddress;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Configurations for servers under test: a free port, a given database, no adb server. */
public final class TestConfig {
  private TestConfig() {}

  public static ServerConfig of(Path home, DatabaseAddress database) {
    return of(home, database, Map.of());
  }

  public static ServerConfig of(Path home, DatabaseAddress database, Map<Setting, String> more) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.HOME, TestHome.at(home).toString());
    flags.put(Setting.PORT, "0");
    flags.put(Setting.SHUTDOWN_GRACE, "1");
    // No adb server answers there.
    flags.put(Setting.DEVICES_ADB_SERVER, "127.0.0.1:1");
    flags.put(Setting.DATABASE_URL, url(database));
    // Tests ask as fast as they can.
    flags.put(Setting.RATE_PER_SECOND, "0");
    flags.putAll(more);
    return ServerConfig.load(flags, Map.of(), Optional.empty());
  }

  /** The database as the setting names it. */
  public static String url(DatabaseAddress database) {
    return database.jdbcUrl()
        + "?user="
        + database.user().orElseThrow()
        + "&password="
        + database.password().orElseThrow();
  }
}
