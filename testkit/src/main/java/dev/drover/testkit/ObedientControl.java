package dev.drover.testkit;

import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.application.port.device.PhoneControl;
import dev.drover.domain.control.PhoneCommand;
import dev.drover.domain.device.DeviceSerial;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Drives an obedient phone. Safe for use by any thread. */
final class ObedientControl implements PhoneControl {
  private static final Duration LOOK = Duration.ofMillis(10);

  private final DeviceSerial serial;
  private final Phone phone;
  private final BooleanSupplier mayGoOn;
  private final ReentrantLock turn = new ReentrantLock();
  private final CountDownLatch over = new CountDownLatch(1);

  /** Guarded by the turn. */
  private boolean closed;

  /** The phone's side of it. */
  interface Phone {
    boolean isOnline();

    /** Whether it takes commands and does not answer. */
    boolean isSilent();

    /** Told of each command that reaches the phone. */
    void received(PhoneCommand command);

    ObedientScreen screen();
  }

  ObedientControl(DeviceSerial serial, Phone phone, BooleanSupplier mayGoOn) {
    this.serial = serial;
    this.phone = phone;
    this.mayGoOn = mayGoOn;
  }

  @Override
  public Object perform(PhoneCommand command) {
    turn.lock();
    try {
      Object answer = send(command);
      return switch (command) {
        case PhoneCommand.WaitForExists(_, Duration atMost) -> await(command, answer, atMost);
        case PhoneCommand.WaitUntilGone(_, Duration atMost) -> await(command, answer, atMost);
        case PhoneCommand _ -> answer;
      };
    } finally {
      turn.unlock();
    }
  }

  private Object await(PhoneCommand command, Object first, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    Object answer = first;
    while (answer.equals(false) && System.nanoTime() < deadline) {
      pause();
      answer = send(command);
    }
    return answer;
  }

  private Object send(PhoneCommand command) {
    if (over.getCount() == 0 || !mayGoOn.getAsBoolean()) {
      throw ended();
    }
    if (!phone.isOnline()) {
      throw new DeviceUnreachable("phone " + serial + " was lost, says the test");
    }
    phone.received(command);
    while (phone.isSilent()) {
      pause();
    }
    return phone.screen().perform(command);
  }

  private void pause() {
    try {
      if (over.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        throw ended();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw ended();
    }
  }

  private ControlOver ended() {
    return new ControlOver("the session on phone " + serial + " is over");
  }

  @Override
  public void abort() {
    over.countDown();
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
    turn.lock();
    try {
      if (!closed && mayGoOn.getAsBoolean()) {
        phone.screen().restore(goHome);
      }
      closed = true;
    } finally {
      turn.unlock();
    }
  }
}
