package dev.drover.bootstrap.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.device.adb.AdbPhones;
import dev.drover.device.adb.PhoneSearch;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * The phones that a server with this configuration would have, for a command of its own.
 *
 * @param notAsked the configured addresses that were left out, each with the reason
 * @param key where the ADB key lies while there is no home
 */
public record ConfiguredPhones(
    AdbPhones phones, Map<String, String> notAsked, Optional<TemporaryFolder> key)
    implements AutoCloseable {
  /** Why a phone on the network is not asked without a home. */
  static final String NO_KEY = "the server makes its ADB key at its first start";

  public ConfiguredPhones {
    notAsked = Map.copyOf(notAsked);
  }

  /**
   * Reaches what can be reached. Without a home there is no lasting ADB key that an owner could
   * accept, so phones on the network are not asked.
   */
  public static ConfiguredPhones reach(ServerConfig config)
      throws IOException, InterruptedException {
    quieten();
    Optional<TemporaryFolder> key =
        Files.isDirectory(config.home())
            ? Optional.empty()
            : Optional.of(TemporaryFolder.named("drover-adb"));
    AdbPhones phones =
        new AdbPhones(
            key.map(TemporaryFolder::path).orElse(config.home()),
            config.adbServer().host(),
            config.adbServer().port(),
            Clock.systemUTC());
    Map<String, String> notAsked = new LinkedHashMap<>();
    if (key.isPresent()) {
      for (String address : config.connect()) {
        notAsked.put(address, NO_KEY);
      }
    }
    PhoneSearch.reach(phones, key.isPresent() ? List.of() : config.connect());
    return new ConfiguredPhones(phones, notAsked, key);
  }

  /** Keeps the log from repeating what the commands say. */
  static void quieten() {
    if (LoggerFactory.getLogger(AdbPhones.class) instanceof Logger logger) {
      logger.setLevel(Level.ERROR);
    }
  }

  @Override
  public void close() throws IOException {
    phones.close();
    if (key.isPresent()) {
      key.get().close();
    }
  }
}
