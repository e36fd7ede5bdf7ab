package dev.drover.bootstrap.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.device.adb.AdbPhones;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * The phones that a server with this configuration would have, for a command of its own.
 *
 * @param notAsked the configured addresses that were left out, each with the reason
 * @param key where the ADB key lies while there is no home
 */
record ConfiguredPhones(
    AdbPhones phones, Map<String, String> notAsked, Optional<TemporaryFolder> key)
    implements AutoCloseable {
  /** A phone that waits for its owner is told from a dead one after three seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  ConfiguredPhones {
    notAsked = Map.copyOf(notAsked);
  }

  /**
   * Reaches what can be reached. Without a home there is no lasting ADB key that an owner could
   * accept, so phones on the network are not asked.
   */
  static ConfiguredPhones reach(ServerConfig config) throws IOException, InterruptedException {
    // What it would log is what these commands say.
    if (LoggerFactory.getLogger(AdbPhones.class) instanceof Logger logger) {
      logger.setLevel(Level.ERROR);
    }
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
    for (String address : config.connect()) {
      if (key.isPresent()) {
        notAsked.put(address, "the server makes its ADB key at its first start");
      } else {
        phones.connectInBackground(address);
      }
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    phones.trackOnce();
    // The adb server's phones are asked in the first round; the slow ones get some more.
    while (phones.isAnyAsked() && System.nanoTime() < end) {
      Thread.sleep(Duration.ofMillis(100));
      phones.trackOnce();
    }
    return new ConfiguredPhones(phones, notAsked, key);
  }

  @Override
  public void close() throws IOException {
    phones.close();
    if (key.isPresent()) {
      key.get().close();
    }
  }
}
