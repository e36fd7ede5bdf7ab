package dev.drover.device.planted;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Each way to sleep. */
public final class SleepForms {
  private SleepForms() {}

  interface Pause {
    void pause(long milliseconds) throws InterruptedException;
  }

  public static final class ByNanoseconds {
    public void rest() throws InterruptedException {
      Thread.sleep(1, 1);
    }
  }

  public static final class ByDuration {
    public void rest() throws InterruptedException {
      Thread.sleep(Duration.ofMillis(1));
    }
  }

  public static final class ByReference {
    public Object rest() {
      Pause pause = Thread::sleep;
      return pause;
    }
  }

  public static final class ByTimeUnit {
    public void rest() throws InterruptedException {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  public static final class ByParking {
    public void rest() {
      LockSupport.parkNanos(1);
    }
  }

  public static final class ByParkingOnSomething {
    public void rest() {
      LockSupport.parkNanos(this, 1);
    }
  }

  public static final class ByParkingUntil {
    public void rest() {
      LockSupport.parkUntil(1);
    }
  }

  public static final class ByParkingOnSomethingUntil {
    public void rest() {
      LockSupport.parkUntil(this, 1);
    }
  }
}
