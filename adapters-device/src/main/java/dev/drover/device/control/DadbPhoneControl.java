package dev.drover.device.control;

import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.application.port.device.PhoneControl;
import dev.drover.device.adb.DadbPhone;
import dev.drover.device.adb.PhoneLost;
import dev.drover.device.adb.PhoneSession;
import dev.drover.device.adb.ShellCommand;
import dev.drover.device.screen.Gestures;
import dev.drover.device.screen.Keyboard;
import dev.drover.device.screen.Keyboard.CannotType;
import dev.drover.device.screen.driver.DriverChoice;
import dev.drover.device.screen.driver.ScreenUnreadable;
import dev.drover.domain.control.PhoneCommand;
import dev.drover.domain.device.DeviceSerial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drives one phone over ADB until it is aborted or closed. Safe for use by any thread. */
public final class DadbPhoneControl implements PhoneControl {
  private static final Logger log = LoggerFactory.getLogger(DadbPhoneControl.class);

  private static final Duration RESTORE_DEADLINE = Duration.ofSeconds(5);

  private final DeviceSerial serial;
  private final Connections connections;
  private final BooleanSupplier mayGoOn;
  private final DriverChoice choice;
  private final ReentrantLock turn = new ReentrantLock();
  private final CountDownLatch over = new CountDownLatch(1);

  /** Changed under the turn. */
  private volatile Connected connected;

  /** Guarded by the turn. */
  private Optional<String> replacedInputMethod = Optional.empty();

  /** Guarded by the turn. */
  private boolean closed;

  /** The ways to the phone, which may be lost and found again. */
  public interface Connections {
    /**
     * Returns the phone as it is connected now.
     *
     * @throws DeviceUnreachable if it is not
     */
    DadbPhone current();

    /** Told when a phone turns out to be lost. */
    void lost(DadbPhone phone);
  }

  /** What belongs to one connection. */
  private record Connected(DadbPhone phone, PhoneSession session, CommandExecution commands) {}

  /**
   * @param mayGoOn asked right before every command to the phone
   * @param choice how the phone's screen is read
   * @throws DeviceUnreachable if the phone is not connected
   */
  public DadbPhoneControl(
      DeviceSerial serial, Connections connections, BooleanSupplier mayGoOn, DriverChoice choice) {
    this.serial = serial;
    this.connections = connections;
    this.mayGoOn = mayGoOn;
    this.choice = choice;
    this.connected = connect(connections.current());
  }

  private Connected connect(DadbPhone phone) {
    PhoneSession session = new PhoneSession(phone, mayGoOn);
    return new Connected(
        phone,
        session,
        new CommandExecution(
            session, this::pause, note -> log.info("phone {}: {}", serial, note), choice));
  }

  @Override
  public Object perform(PhoneCommand command) {
    turn.lock();
    try {
      refuseIfOver();
      reconnect();
      return connected.commands().perform(command);
    } catch (PhoneLost lost) {
      throw failure(lost);
    } catch (CannotType | ScreenUnreadable unable) {
      throw new CommandRefused("phone " + serial + ": " + unable.getMessage());
    } finally {
      turn.unlock();
    }
  }

  /** A phone that was lost may have come back on another way. */
  private void reconnect() {
    DadbPhone current = connections.current();
    if (!current.equals(connected.phone())) {
      noteInputMethod();
      connected.session().close();
      connected = connect(current);
      // Whoever aborted meanwhile aborted the connection before.
      refuseIfOver();
    }
  }

  private void noteInputMethod() {
    replacedInputMethod = replacedInputMethod.or(connected.commands()::replacedInputMethod);
  }

  private RuntimeException failure(PhoneLost lost) {
    if (lost.refused() || isOver()) {
      return ended();
    }
    connections.lost(connected.phone());
    return new DeviceUnreachable("phone " + serial + " was lost: " + lost.getMessage(), lost);
  }

  private boolean isOver() {
    return over.getCount() == 0 || !mayGoOn.getAsBoolean();
  }

  private void refuseIfOver() {
    if (isOver()) {
      throw ended();
    }
  }

  private ControlOver ended() {
    return new ControlOver(
        "the session on phone " + serial + " is over; nothing more is sent to the phone");
  }

  private void pause(Duration duration) {
    try {
      if (over.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
        throw ended();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw ended();
    }
  }

  @Override
  public void abort() {
    over.countDown();
    connected.session().abort();
  }

  @Override
  public void close() {
    end(true);
  }

  @Override
  public void closeWithoutHome() {
    end(false);
  }

  private void end(boolean goHome) {
    over.countDown();
    if (!turn.tryLock()) {
      connected.session().abort();
      turn.lock();
    }
    try {
      if (!closed) {
        closed = true;
        noteInputMethod();
        connected.session().close();
        restore(goHome);
      }
    } finally {
      turn.unlock();
    }
  }

  /**
   * Restores the phone's own keyboard and shows the home screen. If another server may have taken
   * the phone over, nothing is sent, and the next attempt restores the keyboard.
   */
  private void restore(boolean goHome) {
    List<ShellCommand> steps = new ArrayList<>();
    replacedInputMethod.map(Keyboard::giveBack).ifPresent(steps::add);
    if (goHome) {
      steps.add(ShellCommand.of("input", "keyevent", Gestures.KEY_HOME));
    }
    if (steps.isEmpty() || !mayGoOn.getAsBoolean()) {
      return;
    }
    try (PhoneSession last = new PhoneSession(connections.current(), mayGoOn)) {
      for (ShellCommand step : steps) {
        last.shell(step, RESTORE_DEADLINE);
      }
    } catch (PhoneLost | DeviceUnreachable lost) {
      log.warn(
          "phone {} was not restored after a session: {}; the next attempt restores its keyboard",
          serial,
          lost.getMessage());
    }
  }
}
