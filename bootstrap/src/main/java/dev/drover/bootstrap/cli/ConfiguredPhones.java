package dev.drover.bootstrap.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.device.adb.AdbPhones;
import dev.drover.device.adb.PhoneSearch;
import java.time.Clock;
import org.slf4j.LoggerFactory;

/** The ADB phones that a server with this configuration would have, for a command of its own. */
final class ConfiguredPhones {
  private ConfiguredPhones() {}

  /** Reaches what can be reached. The caller closes it. */
  static AdbPhones reach(ServerConfig config) throws InterruptedException {
    quieten();
    AdbPhones phones =
        new AdbPhones(
            config.home(), config.adbServer().host(), config.adbServer().port(), Clock.systemUTC());
    PhoneSearch.reach(phones, config.connect());
    return phones;
  }

  /** Keeps the log from repeating what the commands say. */
  static void quieten() {
    if (LoggerFactory.getLogger(AdbPhones.class) instanceof Logger logger) {
      logger.setLevel(Level.ERROR);
    }
  }
}
