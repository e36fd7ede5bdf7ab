package dev.drover.bootstrap.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.device.adb.AdbPhones;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.LoggerFactory;

/** The phones that a server with this configuration would have, for a command of its own. */
final class ConfiguredPhones {
  /** A phone that waits for its owner is told from a dead one after three seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private ConfiguredPhones() {}

  /** Reaches what can be reached; to be closed. */
  static AdbPhones reach(ServerConfig config) throws InterruptedException {
    // What it would log is what these commands say.
    if (LoggerFactory.getLogger(AdbPhones.class) instanceof Logger logger) {
      logger.setLevel(Level.ERROR);
    }
    AdbPhones phones =
        new AdbPhones(
            config.home(), config.adbServer().host(), config.adbServer().port(), Clock.systemUTC());
    config.connect().forEach(phones::connectInBackground);
    long end = System.nanoTime() + PATIENCE.toNanos();
    phones.trackOnce();
    // The adb server's phones are asked in the first round; the slow ones get some more.
    while (phones.isAnyAsked() && System.nanoTime() < end) {
      Thread.sleep(Duration.ofMillis(100));
      phones.trackOnce();
    }
    return phones;
  }
}
