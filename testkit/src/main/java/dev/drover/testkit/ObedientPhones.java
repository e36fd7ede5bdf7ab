package dev.drover.testkit;

import dev.drover.application.port.device.Attempt;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.application.port.device.PhoneControl;
import dev.drover.application.port.device.PhonePictures;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.app.AppVersion;
import dev.drover.domain.app.InstalledApp;
import dev.drover.domain.control.PhoneCommand;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.script.follow.FollowScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Phones that a test controls. A script runs until the test ends it, or does what the test has set
 * for all scripts. Listeners are called on the thread that changes a phone. Safe for use by any
 * thread.
 */
public final class ObedientPhones implements DeviceGateway {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private static final String PICTURE =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";

  private volatile byte[] picture = Base64.getDecoder().decode(PICTURE);
  private volatile boolean painted;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition begun = lock.newCondition();

  /** Guarded by the lock. */
  private final Map<DeviceSerial, Run> runs = new TreeMap<>();

  private final Map<DeviceSerial, Device> devices = new ConcurrentHashMap<>();
  private final List<Consumer<Device>> listeners = new CopyOnWriteArrayList<>();
  private final Map<DeviceSerial, AttemptResult> results = new ConcurrentHashMap<>();
  private final Map<DeviceSerial, Throwable> thrownAtEnd = new ConcurrentHashMap<>();
  private final Set<DeviceSerial> cutOff = ConcurrentHashMap.newKeySet();

  /** The phones that answer at an address, connected or not. */
  private final Map<String, DeviceSerial> answering = new ConcurrentHashMap<>();

  /** The addresses that are connected, or that will be as soon as a phone answers there. */
  private final Set<String> kept = ConcurrentHashMap.newKeySet();

  private final Map<DeviceSerial, List<InstalledApp>> apps = new ConcurrentHashMap<>();
  private final Map<DeviceSerial, Handled> handled = new ConcurrentHashMap<>();

  private volatile Optional<Function<Run, AttemptResult>> behaviour = Optional.empty();

  /**
   * A running script.
   *
   * @param serial the phone that it runs on
   * @param target the user that it follows; empty for other scripts
   * @param run the attempt, as the application sees it
   * @param end lets the script end
   */
  public record Run(DeviceSerial serial, String target, Attempt run, CountDownLatch end) {
    /** Commits an intent, as a flow does right before it taps. */
    public void commitIntent(String step) {
      run.commitIntent(step);
    }
  }

  /** Sets what scripts do from now on, on their own threads, instead of waiting for the test. */
  public void behave(Function<Run, AttemptResult> script) {
    behaviour = Optional.of(script);
  }

  /** Makes a phone answer at an address. If the address is connected, the phone comes online. */
  public void answerAt(String address, String serial) {
    DeviceSerial phone = new DeviceSerial(serial);
    answering.put(address, phone);
    if (kept.contains(address)) {
      bringOnline(phone, List.of(address));
    }
  }

  /** Makes an address unreachable. A phone that was connected by it goes offline. */
  public void fallSilent(String address) {
    Optional.ofNullable(answering.remove(address))
        .filter(_ -> kept.contains(address))
        .ifPresent(serial -> takeOffline(serial.value()));
  }

  /** Brings a phone online, for the first time or again. */
  public void bringOnline(String serial) {
    DeviceSerial phone = new DeviceSerial(serial);
    bringOnline(
        phone, Optional.ofNullable(devices.get(phone)).map(Device::addresses).orElse(List.of()));
  }

  private void bringOnline(DeviceSerial serial, List<String> addresses) {
    say(
        new Device(
            serial,
            addresses,
            "Obedient",
            "14",
            DeviceState.ONLINE,
            OptionalInt.empty(),
            Optional.empty()));
  }

  /** Installs apps on a phone, in the place of those that were there. */
  public void install(String serial, InstalledApp... installed) {
    apps.put(new DeviceSerial(serial), List.of(installed));
  }

  @Override
  public List<InstalledApp> apps(DeviceSerial serial, List<AppVersion> known) {
    if (!isOnline(serial)) {
      throw new DeviceUnreachable("phone " + serial + " is not connected");
    }
    return apps.getOrDefault(serial, List.of());
  }

  /** Takes a phone offline. A script on it continues until the test ends it. */
  public void takeOffline(String serial) {
    Optional.ofNullable(devices.get(new DeviceSerial(serial)))
        .ifPresent(
            device -> say(device.in(DeviceState.OFFLINE, Optional.of("the test took it away"))));
  }

  private void say(Device device) {
    devices.put(device.serial(), device);
    listeners.forEach(listener -> listener.accept(device));
  }

  /**
   * Waits for a script on a phone and returns it.
   *
   * @throws AssertionError if none runs within 20 seconds
   */
  public Run awaitRun(String serial) {
    DeviceSerial phone = new DeviceSerial(serial);
    long left = LONGEST_WAIT.toNanos();
    lock.lock();
    try {
      while (!runs.containsKey(phone)) {
        if (left <= 0) {
          throw new AssertionError("nothing runs on " + serial);
        }
        left = begun.awaitNanos(left);
      }
      return runs.get(phone);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    } finally {
      lock.unlock();
    }
  }

  /** Lets the script on this phone succeed. */
  public void finish(String serial) {
    awaitRun(serial).end().countDown();
  }

  /** Lets the script on this phone fail. */
  public void fail(String serial, TaskFailure failure) {
    results.put(new DeviceSerial(serial), new AttemptResult.Failed(failure));
    finish(serial);
  }

  /** Makes the script on this phone find the storage unavailable. */
  public void findStorageAway(String serial) {
    cutOff.add(new DeviceSerial(serial));
    finish(serial);
  }

  /** Makes the script on this phone throw this. */
  public void end(String serial, Throwable thrown) {
    thrownAtEnd.put(new DeviceSerial(serial), thrown);
    finish(serial);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException asIs(Throwable thrown) throws T {
    throw (T) thrown;
  }

  /** Lets every running script succeed. */
  public void finishAll() {
    running().forEach(run -> run.end().countDown());
  }

  private Collection<Run> running() {
    lock.lock();
    try {
      return List.copyOf(runs.values());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public AttemptResult run(Assignment assignment, Attempt run) {
    DeviceSerial serial = assignment.serial();
    CountDownLatch end = new CountDownLatch(1);
    String target = assignment.script() instanceof FollowScript follow ? follow.user().value() : "";
    if (!isOnline(serial)) {
      return new AttemptResult.Failed(
          TaskFailure.withoutEffect(
              FailureCode.DEVICE_LOST, "phone " + serial + " is not connected any more"));
    }
    run.onStop(end::countDown);
    Run begun = new Run(serial, target, run, end);
    if (behaviour.isPresent()) {
      return behaviour.get().apply(begun);
    }
    begin(serial, begun);
    try {
      end.await();
      run.step("ended", 100);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      forget(serial);
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

  private void begin(DeviceSerial serial, Run run) {
    lock.lock();
    try {
      runs.put(serial, run);
      begun.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void forget(DeviceSerial serial) {
    lock.lock();
    try {
      runs.remove(serial);
    } finally {
      lock.unlock();
    }
  }

  /** A phone as controls see it. */
  private final class Handled implements ObedientControl.Phone, ObedientPictures.Phone {
    private final DeviceSerial serial;
    private final ObedientScreen screen = new ObedientScreen();
    private final List<PhoneCommand> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger pictured = new AtomicInteger();
    private volatile boolean silent;

    private Handled(DeviceSerial serial) {
      this.serial = serial;
    }

    @Override
    public boolean isOnline() {
      return ObedientPhones.this.isOnline(serial);
    }

    @Override
    public boolean isSilent() {
      return silent;
    }

    @Override
    public void received(PhoneCommand command) {
      received.add(command);
    }

    @Override
    public void pictured() {
      pictured.incrementAndGet();
    }

    @Override
    public Optional<byte[]> painted() {
      return painted ? Optional.of(picture) : Optional.empty();
    }

    @Override
    public ObedientScreen screen() {
      return screen;
    }
  }

  private Handled handled(String serial) {
    return handled.computeIfAbsent(new DeviceSerial(serial), Handled::new);
  }

  /** Drives a phone that has a home screen and one app, which takes notes. */
  @Override
  public PhoneControl control(DeviceSerial serial, BooleanSupplier mayGoOn) {
    refuseUnlessOnline(serial);
    return new ObedientControl(serial, handled(serial.value()), mayGoOn);
  }

  /** Gives pictures of a screen of 1,080 times 2,400 pixels: black, or as it was painted. */
  @Override
  public PhonePictures pictures(DeviceSerial serial) {
    refuseUnlessOnline(serial);
    return new ObedientPictures(serial, handled(serial.value()));
  }

  /** How many live pictures were taken of a phone. */
  public int pictured(String serial) {
    return handled(serial).pictured.get();
  }

  /** The commands that controls have sent to a phone, in order. */
  public List<PhoneCommand> received(String serial) {
    return List.copyOf(handled(serial).received);
  }

  /** Makes a phone take commands and give no answer and no picture, until {@link #answer}. */
  public void answerNothing(String serial) {
    handled(serial).silent = true;
  }

  /** Makes a phone answer commands again. */
  public void answer(String serial) {
    handled(serial).silent = false;
  }

  public boolean showsHome(String serial) {
    return handled(serial).screen.showsHome();
  }

  public boolean hasOwnKeyboard(String serial) {
    return handled(serial).screen.hasOwnKeyboard();
  }

  /** Returns a picture of one black pixel. */
  @Override
  public byte[] screenshot(DeviceSerial serial) {
    refuseUnlessOnline(serial);
    return picture;
  }

  /** What the screens of all phones show from now on, as a PNG. */
  public void paint(byte[] png) {
    picture = png;
    painted = true;
  }

  /** Returns the hierarchy of an empty screen. */
  @Override
  public String hierarchy(DeviceSerial serial) {
    refuseUnlessOnline(serial);
    return "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?><hierarchy rotation=\"0\" />";
  }

  private void refuseUnlessOnline(DeviceSerial serial) {
    if (!isOnline(serial)) {
      throw new DeviceUnreachable("phone " + serial + " is not connected");
    }
  }

  private boolean isOnline(DeviceSerial serial) {
    return Optional.ofNullable(devices.get(serial))
        .filter(device -> device.state() == DeviceState.ONLINE)
        .isPresent();
  }

  @Override
  public List<Device> devices() {
    return List.copyOf(new TreeMap<>(devices).values());
  }

  @Override
  public Set<DeviceSerial> online() {
    return devices.values().stream()
        .filter(device -> device.state() == DeviceState.ONLINE)
        .map(Device::serial)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Device connect(String address) {
    DeviceSerial serial =
        Optional.ofNullable(answering.get(address))
            .orElseThrow(() -> new DeviceUnreachable("no phone answers at " + address));
    connectInBackground(address);
    return Optional.ofNullable(devices.get(serial))
        .orElseThrow(
            () -> new DeviceUnreachable("the phone at " + address + " was disconnected meanwhile"));
  }

  @Override
  public void connectInBackground(String address) {
    kept.add(address);
    Optional.ofNullable(answering.get(address))
        .filter(serial -> !isOnline(serial))
        .ifPresent(serial -> bringOnline(serial, List.of(address)));
  }

  @Override
  public void disconnect(DeviceSerial serial) {
    Optional.ofNullable(devices.remove(serial))
        .ifPresent(device -> device.addresses().forEach(kept::remove));
  }

  @Override
  public boolean disconnectAddress(String address) {
    boolean wasKept = kept.remove(address);
    if (wasKept) {
      devices.values().removeIf(device -> device.addresses().contains(address));
    }
    return wasKept;
  }

  @Override
  public void onChange(Consumer<Device> listener) {
    listeners.add(listener);
  }
}
