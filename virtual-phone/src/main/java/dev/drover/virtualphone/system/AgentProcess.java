package dev.drover.virtualphone.system;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/**
 * The process of the UiAutomator2 agent on a phone, and its single session. Safe for use by any
 * thread.
 */
public final class AgentProcess {
  public static final String SERVER = "io.appium.uiautomator2.server";
  public static final String TEST = "io.appium.uiautomator2.server.test";

  /** The port on which the agent listens, on the phone. */
  public static final int PORT = 6790;

  /** The port on which it streams the screen, on the phone. */
  public static final int STREAM_PORT = 7810;

  static final long USUAL_WAIT_MILLIS = 10_000;

  private Optional<CountDownLatch> running = Optional.empty();
  private Optional<String> session = Optional.empty();
  private long waitForIdleMillis = USUAL_WAIT_MILLIS;
  private StreamSettings stream = StreamSettings.USUAL;
  private int starts;
  private int viewers;

  /**
   * How the agent streams the screen. These settings belong to the process, not to a session.
   *
   * @param scale of the pictures, in percent of the screen, 1 to 100
   * @param rate pictures a second, 1 to 60
   * @param quality of the JPEGs, 1 to 100
   */
  public record StreamSettings(int scale, int rate, int quality) {
    static final StreamSettings USUAL = new StreamSettings(50, 10, 50);
  }

  /**
   * Starts the agent, and ends an agent that was running.
   *
   * @return released when the started agent ends
   */
  public synchronized CountDownLatch start() {
    end();
    CountDownLatch started = new CountDownLatch(1);
    running = Optional.of(started);
    starts++;
    stream = StreamSettings.USUAL;
    waitForIdleMillis = USUAL_WAIT_MILLIS;
    return started;
  }

  public synchronized void end() {
    running.ifPresent(CountDownLatch::countDown);
    running = Optional.empty();
    session = Optional.empty();
  }

  public synchronized boolean isRunning() {
    return running.isPresent();
  }

  /** Opens a session, which replaces the previous one. */
  public synchronized String newSession() {
    String opened = UUID.randomUUID().toString();
    session = Optional.of(opened);
    waitForIdleMillis = USUAL_WAIT_MILLIS;
    return opened;
  }

  public synchronized boolean isSession(String id) {
    return session.filter(id::equals).isPresent();
  }

  public synchronized long waitForIdleMillis() {
    return waitForIdleMillis;
  }

  public synchronized void waitForIdle(long millis) {
    waitForIdleMillis = millis;
  }

  /** Returns how often the agent was started: another number is another process. */
  public synchronized int starts() {
    return starts;
  }

  public synchronized StreamSettings stream() {
    return stream;
  }

  public synchronized void stream(StreamSettings settings) {
    stream = settings;
  }

  /** Returns how many connections have the stream open. */
  public synchronized int viewers() {
    return viewers;
  }

  public synchronized void viewerCame() {
    viewers++;
  }

  public synchronized void viewerWent() {
    viewers--;
  }
}
