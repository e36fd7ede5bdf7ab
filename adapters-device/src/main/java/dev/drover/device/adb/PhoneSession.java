package dev.drover.device.adb;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A phone during one attempt. After {@link #abort}, the session sends nothing more: a current call
 * fails soon, and later calls fail at once.
 */
public final class PhoneSession implements AutoCloseable {
  /**
   * The time for a current command to finish by itself before the connection is cut. The phone
   * carries out a command that it has received even if the connection is cut. A tap takes a tenth
   * of this.
   */
  private static final Duration BEFORE_CUT = Duration.ofMillis(500);

  private static final Duration BETWEEN_CUTS = Duration.ofMillis(50);

  private static final ShellCommand SCREENSHOT = ShellCommand.of("screencap", "-p");
  private static final Duration SCREENSHOT_DEADLINE = Duration.ofSeconds(10);

  private final DadbPhone phone;
  private final BooleanSupplier mayGoOn;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean aborted;

  /**
   * @param mayGoOn asked right before every command; if it answers false, nothing more is sent
   */
  public PhoneSession(DadbPhone phone, BooleanSupplier mayGoOn) {
    this.phone = phone;
    this.mayGoOn = mayGoOn;
  }

  public String address() {
    return phone.address();
  }

  /**
   * Runs a command.
   *
   * @throws PhoneLost as {@link DadbPhone#shell}, and when the session was aborted
   */
  public ShellResult shell(ShellCommand command, Duration deadline) {
    return phone.shell(command, deadline, this::refuseIfAborted);
  }

  /**
   * Runs a command whose output is not text.
   *
   * @throws PhoneLost as {@link DadbPhone#exec}, and when the session was aborted
   */
  public byte[] exec(ShellCommand command, Duration deadline) {
    return phone.exec(command, deadline, this::refuseIfAborted);
  }

  /**
   * What the phone shows, as a PNG.
   *
   * @throws PhoneLost as {@link #exec}
   */
  public byte[] screenshot() {
    return exec(SCREENSHOT, SCREENSHOT_DEADLINE);
  }

  /**
   * Asks a program on the phone that speaks HTTP.
   *
   * @param port of the phone
   * @throws HttpExchangeFailed as {@link DadbPhone#http}
   * @throws PhoneLost when the session was aborted
   */
  public HttpResponse http(int port, HttpRequest request, Duration deadline)
      throws HttpExchangeFailed {
    try {
      return phone.http(port, request, deadline, this::refuseIfAborted);
    } catch (HttpExchangeFailed none) {
      // If the attempt was stopped meanwhile, report that as the reason.
      refuseIfAborted();
      throw none;
    }
  }

  /**
   * Writes a file to the phone.
   *
   * @return why the phone refused it; empty once it is there
   * @throws PhoneLost as {@link DadbPhone#push}, and when the session was aborted
   */
  public Optional<String> push(Path local, String remote, Duration deadline) {
    return phone.push(local, remote, deadline, this::refuseIfAborted);
  }

  /**
   * Ends the session, from any thread. No further command is sent, and one that is under way has
   * half a second to end. Then the connection is cut again and again until the session is closed: a
   * call that had just begun would reconnect after a single cut.
   */
  public void abort() {
    aborted = true;
    // A platform thread: phones that keep every carrier busy must not hold it up.
    Thread.ofPlatform().daemon().name("phone-abort").start(this::cutUntilOver);
  }

  private void cutUntilOver() {
    try {
      Duration patience = BEFORE_CUT;
      while (!over.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        cut();
        patience = BETWEEN_CUTS;
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /** Never cuts after the session's end: the connection may belong to another attempt then. */
  private synchronized void cut() {
    if (over.getCount() > 0) {
      phone.abort();
    }
  }

  private void refuseIfAborted() {
    if (aborted || !mayGoOn.getAsBoolean()) {
      throw PhoneLost.notAllowed("the attempt on the phone at " + address() + " was stopped");
    }
  }

  /** Ends the session; the phone is free for the next attempt. */
  @Override
  public synchronized void close() {
    over.countDown();
  }
}
