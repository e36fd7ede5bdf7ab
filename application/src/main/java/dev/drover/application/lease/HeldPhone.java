package dev.drover.application.lease;

import dev.drover.application.lease.Intents.Announcement;
import dev.drover.application.port.device.Attempt;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.application.port.device.PhoneControl;
import dev.drover.application.port.device.PhoneControl.CommandRefused;
import dev.drover.application.port.device.PhoneControl.ControlOver;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.Username;
import dev.drover.domain.control.PhoneCommand;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.lease.LeaseLabel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A phone that this server drives for a program or a person: under a lease, or for the own program
 * of an attempt. Thread-safe: commands run one after another.
 */
public final class HeldPhone {
  private static final Logger log = LoggerFactory.getLogger(HeldPhone.class);

  private final DeviceSerial serial;
  private final LeaseLabel label;
  private final BooleanSupplier mayGoOn;
  private final BooleanSupplier mayTidyUp;
  private final Intents intents;
  private final DeviceGateway gateway;
  private final Ending ending;

  /** Held while the control is opened, performs a command, or is closed. */
  private final ReentrantLock commands = new ReentrantLock();

  private final ReentrantLock announcing = new ReentrantLock();

  /** Opened by the first command. */
  private Optional<PhoneControl> control = Optional.empty();

  private Optional<String> ended = Optional.empty();
  private boolean closed;
  private final CountDownLatch free = new CountDownLatch(1);

  /** What ends with the hold of a phone. */
  interface Ending {
    /** Puts back what was changed on the phone. */
    void tidyUp(PhoneControl control);

    /** Called once nothing more is sent to the phone. It must not throw. */
    void afterwards(String reason);
  }

  /**
   * @param mayGoOn whether the holder may send commands
   * @param mayTidyUp whether this server may, after the holder's end, put back what was changed
   */
  HeldPhone(
      DeviceSerial serial,
      LeaseLabel label,
      BooleanSupplier mayGoOn,
      BooleanSupplier mayTidyUp,
      Intents intents,
      DeviceGateway gateway,
      Ending ending) {
    this.serial = serial;
    this.label = label;
    this.mayGoOn = mayGoOn;
    this.mayTidyUp = mayTidyUp;
    this.intents = intents;
    this.gateway = gateway;
    this.ending = ending;
  }

  public DeviceSerial serial() {
    return serial;
  }

  public LeaseLabel label() {
    return label;
  }

  /** Whether the holder may send a command now. */
  public boolean mayGoOn() {
    return ended().isEmpty() && mayGoOn.getAsBoolean();
  }

  /** Why the hold ended, in plain words; empty as long as nothing has ended it. */
  public synchronized Optional<String> ended() {
    return ended;
  }

  /**
   * Carries out a command, on the caller's thread. It waits for the command before it.
   *
   * @return what {@link PhoneControl#perform} answers
   * @throws CommandRefused if the phone or its screen does not allow the command
   * @throws ControlOver if the hold has ended; nothing was sent. The message says why
   * @throws DeviceUnreachable if the phone is lost; the command may have taken effect
   */
  public Object perform(PhoneCommand command) {
    refuseIfOver();
    commands.lock();
    try {
      refuseIfOver();
      return opened().perform(command);
    } finally {
      commands.unlock();
    }
  }

  /**
   * Notes that the holder is about to take a step that can't be taken back. The step may be taken
   * only if this answers {@link Announcement.Announced}.
   *
   * @param step such as {@code tap Follow}
   * @param action to count against the day's budget of the account that acts
   * @param username of the account that acts, where the holder says so
   * @throws ControlOver if the hold has ended
   * @throws StorageUnavailable if it can't be noted now; a retry may count the action twice
   */
  public Announcement announceIntent(
      String step, Optional<AccountAction> action, Optional<Username> username) {
    announcing.lock();
    try {
      refuseIfOver();
      return intents.announce(step, action, username);
    } catch (Attempt.AttemptStopped stopped) {
      throw new ControlOver("phone " + serial + " is no longer yours: the task was stopped");
    } finally {
      announcing.unlock();
    }
  }

  /**
   * Ends the hold: the command under way fails, later ones are refused, the phone is tidied up if
   * it may be, and then is free. May block for some seconds. Another thread that ends it too
   * returns at once.
   *
   * @param reason for the log and for refused commands, such as {@code released by its holder}
   * @return whether this call was the one that ended it
   */
  public boolean end(String reason) {
    Optional<PhoneControl> underWay;
    synchronized (this) {
      if (ended.isPresent()) {
        return false;
      }
      ended = Optional.of(reason);
      underWay = control;
    }
    underWay.ifPresent(PhoneControl::abort);
    commands.lock();
    try {
      tidyUp();
    } finally {
      synchronized (this) {
        closed = true;
      }
      commands.unlock();
      ending.afterwards(reason);
      free.countDown();
    }
    return true;
  }

  /** Waits until the hold has ended and the phone is free. */
  void awaitEnd(Duration atMost) throws InterruptedException {
    free.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void tidyUp() {
    Optional<PhoneControl> opened;
    synchronized (this) {
      opened = control;
    }
    if (opened.isEmpty()) {
      return;
    }
    try {
      ending.tidyUp(opened.get());
    } catch (RuntimeException untidy) {
      log.warn(
          "phone {} may still show what its holder left, and not have its own keyboard",
          serial,
          untidy);
    }
  }

  /** Called under the lock of commands. */
  private PhoneControl opened() {
    Optional<PhoneControl> known;
    synchronized (this) {
      known = control;
    }
    if (known.isPresent()) {
      return known.get();
    }
    PhoneControl fresh = gateway.control(serial, this::mayTouch);
    synchronized (this) {
      control = Optional.of(fresh);
    }
    // Whoever ended the hold meanwhile saw no control to abort.
    refuseIfOver();
    return fresh;
  }

  /** Asked by the control right before every command to the phone. */
  private boolean mayTouch() {
    synchronized (this) {
      if (closed) {
        return false;
      }
    }
    return ended().isEmpty() ? mayGoOn.getAsBoolean() : mayTidyUp.getAsBoolean();
  }

  private void refuseIfOver() {
    Optional<String> over = ended();
    if (over.isPresent() || !mayGoOn.getAsBoolean()) {
      throw new ControlOver(
          "phone "
              + serial
              + " is no longer yours: "
              + over.orElse("the time is over, or this server may not touch its phones now"));
    }
  }
}
