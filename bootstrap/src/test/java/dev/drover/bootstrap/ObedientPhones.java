package dev.drover.bootstrap;

import dev.drover.application.port.DeviceGateway;
import dev.drover.application.port.DeviceUnreachable;
import dev.drover.application.port.ScriptRun;
import dev.drover.application.port.StorageUnavailable;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.script.FollowScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Phones on which a script runs until the test lets it end. */
final class ObedientPhones implements DeviceGateway {
  private final Set<DeviceSerial> online = ConcurrentHashMap.newKeySet();
  private final Map<DeviceSerial, Run> runs = new ConcurrentHashMap<>();
  private final Map<DeviceSerial, AttemptResult> results = new ConcurrentHashMap<>();
  private final Map<DeviceSerial, Throwable> thrownAtEnd = new ConcurrentHashMap<>();
  private final Set<DeviceSerial> cutOff = ConcurrentHashMap.newKeySet();

  /** A script that runs now. */
  record Run(String target, ScriptRun run, CountDownLatch end) {
    void commitIntent(String step) {
      run.commitIntent(step);
    }
  }

  void bringOnline(String serial) {
    online.add(new DeviceSerial(serial));
  }

  Run awaitRun(String serial) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    Optional<Run> run = Optional.empty();
    while (run.isEmpty()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("nothing runs on " + serial);
      }
      Passing.untilNextLook();
      run = Optional.ofNullable(runs.get(new DeviceSerial(serial)));
    }
    return run.get();
  }

  /** Lets the script that runs on this phone end well. */
  void finish(String serial) {
    awaitRun(serial).end().countDown();
  }

  /** Lets the script that runs on this phone fail. */
  void fail(String serial, TaskFailure failure) {
    results.put(new DeviceSerial(serial), new AttemptResult.Failed(failure));
    finish(serial);
  }

  /** Has the script that runs on this phone find the database away. */
  void findStorageAway(String serial) {
    cutOff.add(new DeviceSerial(serial));
    finish(serial);
  }

  /** Has the script that runs on this phone end by this. */
  void end(String serial, Throwable thrown) {
    thrownAtEnd.put(new DeviceSerial(serial), thrown);
    finish(serial);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException asIs(Throwable thrown) throws T {
    throw (T) thrown;
  }

  void finishAll() {
    runs.values().forEach(run -> run.end().countDown());
  }

  @Override
  public AttemptResult run(Assignment assignment, ScriptRun run) {
    DeviceSerial serial = assignment.serial();
    CountDownLatch end = new CountDownLatch(1);
    String target =
        assignment.script() instanceof FollowScript follow ? follow.target().value() : "";
    run.onStop(end::countDown);
    runs.put(serial, new Run(target, run, end));
    try {
      end.await();
      run.step("ended", 100);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      runs.remove(serial);
    }
    Optional<Throwable> thrown = Optional.ofNullable(thrownAtEnd.remove(serial));
    if (thrown.isPresent()) {
      throw ObedientPhones.<RuntimeException>asIs(thrown.get());
    }
    if (cutOff.remove(serial)) {
      throw new StorageUnavailable("away, says the test", new IllegalStateException());
    }
    return Optional.ofNullable(results.remove(serial))
        .orElseGet(() -> new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty()));
  }

  @Override
  public byte[] screenshot(DeviceSerial serial) {
    throw new DeviceUnreachable("phone " + serial + " has no screen");
  }

  @Override
  public String hierarchy(DeviceSerial serial) {
    throw new DeviceUnreachable("phone " + serial + " has no screen");
  }

  @Override
  public List<Device> devices() {
    return List.of();
  }

  @Override
  public Set<DeviceSerial> online() {
    return Set.copyOf(online);
  }

  @Override
  public Device connect(String address) {
    throw new DeviceUnreachable("no phone at " + address);
  }

  @Override
  public void connectInBackground(String address) {
    throw new UnsupportedOperationException("these phones are there or not");
  }

  @Override
  public void disconnect(DeviceSerial serial) {
    online.remove(serial);
  }

  @Override
  public boolean disconnectAddress(String address) {
    return false;
  }

  @Override
  public void onChange(Consumer<Device> listener) {
    // Nothing changes here by itself.
  }
}
