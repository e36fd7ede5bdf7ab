package dev.drover.device.screen.driver;

import dev.drover.domain.device.DeviceSerial;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers, while the server runs, how one phone's screen is read, and why. Safe for use by any
 * thread.
 */
public final class DriverChoice {
  private static final Logger log = LoggerFactory.getLogger(DriverChoice.class);

  /** A failed agent is not used for this time. */
  private static final Duration AGENT_RESTS = Duration.ofMinutes(5);

  /**
   * How long it is remembered whether the agent is installed. It may be installed or removed while
   * the server runs.
   */
  private static final Duration INSTALLED_AGE = Duration.ofMinutes(1);

  private final DeviceSerial serial;
  private final Clock clock;
  private final ReentrantLock opening = new ReentrantLock();
  private Way way = Way.STOCK;
  private String reason = "not asked yet";
  private Optional<Instant> agentRestsUntil = Optional.empty();
  private Optional<Boolean> installed = Optional.empty();
  private Instant installedAt = Instant.MIN;
  private Optional<String> session = Optional.empty();

  /** A way to the screen. */
  public enum Way {
    STOCK("uiautomator dump"),
    AGENT("the UiAutomator2 agent");

    private final String words;

    Way(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  DriverChoice(DeviceSerial serial, Clock clock) {
    this.serial = serial;
    this.clock = clock;
  }

  public synchronized Way way() {
    return way;
  }

  /** Returns in plain words why this way is used. */
  public synchronized String reason() {
    return reason;
  }

  synchronized void choose(Way chosen, String because) {
    if (chosen != way || !because.equals(reason)) {
      log.info("phone {}: the screen is read by {} ({})", serial, chosen, because);
    }
    way = chosen;
    reason = because;
  }

  /** Records that the agent failed, so that it is not used for a while. */
  synchronized void agentFailed(String because) {
    agentRestsUntil = Optional.of(clock.instant().plus(AGENT_RESTS));
    session = Optional.empty();
    choose(Way.STOCK, because);
  }

  synchronized boolean agentRests() {
    return agentRestsUntil.filter(end -> clock.instant().isBefore(end)).isPresent();
  }

  /** Returns whether the agent is installed, if that was checked recently. */
  synchronized Optional<Boolean> installed() {
    return clock.instant().isBefore(installedAt.plusSeconds(INSTALLED_AGE.toSeconds()))
        ? installed
        : Optional.empty();
  }

  synchronized void installed(boolean isInstalled) {
    if (isInstalled && installed.equals(Optional.of(false))) {
      agentRestsUntil = Optional.empty();
    }
    installed = Optional.of(isInstalled);
    installedAt = clock.instant();
  }

  /** Returns the agent's open session, if this server has opened one. */
  public synchronized Optional<String> session() {
    return session;
  }

  synchronized void opened(String newSession) {
    session = Optional.of(newSession);
  }

  synchronized void closed() {
    session = Optional.empty();
  }

  /** Only one thread at a time may start the agent. */
  void lock() {
    opening.lock();
  }

  void unlock() {
    opening.unlock();
  }
}
