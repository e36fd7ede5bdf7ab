package dev.drover.device.adb;

import dadb.AdbKeyPair;
import dev.drover.application.port.device.DeviceGateway.Unreached;
import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.device.adb.transport.AdbEndpoint;
import dev.drover.device.adb.transport.OutputMemory;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps track of the phones: those at the network addresses that it was told, and those that the
 * local adb server knows. A lost phone is tried again until it is back. One thread calls {@link
 * #trackOnce}, each {@link #ROUND}; everything else is safe for use by any thread.
 */
public final class AdbPhones implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AdbPhones.class);

  /** How often the phones are looked after. */
  public static final Duration ROUND = Duration.ofSeconds(1);

  private static final Duration HEARTBEAT_DEADLINE = Duration.ofSeconds(5);

  /** A round waits this long for the phones; slower ones are reported when they answer. */
  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  /** A phone that was not reached is asked for its facts within this time. */
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(10);

  /** A connection is kept open this long for the owner to accept the server's key. */
  private static final Duration ACCEPTANCE = Duration.ofSeconds(60);

  /** A phone that is silent for this long is probed whether it asks for a key. */
  private static final Duration BEFORE_PROBE = Duration.ofSeconds(2);

  private final AdbKeyPair key;
  private final OutputMemory memory = OutputMemory.ofAllPhones();
  private final AdbServerWatch server;
  private final Clock clock;
  private final Map<String, PhoneLink> links = new ConcurrentHashMap<>();
  private final List<Consumer<Device>> listeners = new CopyOnWriteArrayList<>();
  private final Map<DeviceSerial, Device> told = new HashMap<>();

  /** Counts the claims to a serial, so that the earlier one is known. */
  private final AtomicLong claims = new AtomicLong();

  /**
   * @param home where the ADB key is kept
   * @param serverHost of the local adb server; it need not run
   */
  public AdbPhones(Path home, String serverHost, int serverPort, Clock clock) {
    this.key = AdbKey.below(home);
    this.server = new AdbServerWatch(new AdbServerClient(serverHost, serverPort));
    this.clock = clock;
  }

  public void onChange(Consumer<Device> listener) {
    listeners.add(listener);
  }

  /**
   * Connects to a phone on the network, and keeps it.
   *
   * @throws DeviceUnreachable if it does not answer now, or is disconnected by another request
   *     meanwhile, and is not kept then; or if it waits for its owner to accept this server's key,
   *     and is kept
   */
  public Device connect(String address) {
    boolean known = links.containsKey(address);
    PhoneLink link =
        links.computeIfAbsent(
            address, unknown -> new PhoneLink(AdbEndpoint.Tcp.parse(unknown), key, memory));
    check(link);
    Optional<DeviceSerial> serial = link.serial();
    if (link.isUnauthorized()) {
      throw DeviceUnreachable.kept(
          link.problem().orElse("unauthorised")
              + "; it is taken as soon as that is done, and given up by DELETE /devices/"
              + address);
    }
    if (serial.isEmpty() || !link.isOnline()) {
      String reason = link.problem().orElse("it does not answer");
      if (!known) {
        remove(link);
      }
      throw new DeviceUnreachable("no phone can be used at " + address + ": " + reason);
    }
    SerialClaims claims = claims(serial.get());
    if (claims.rivals().contains(link)) {
      if (!known) {
        remove(link);
      }
      throw new DeviceUnreachable(
          "the phone at " + address + " is not used: " + claims.refusal(serial.get()));
    }
    tellChanges();
    return device(serial.get())
        .orElseThrow(
            () ->
                new DeviceUnreachable(
                    "the phone at " + address + " was disconnected meanwhile; connect it again"));
  }

  /** Keeps a phone on the network without waiting for it. */
  public void connectInBackground(String address) {
    links.computeIfAbsent(
        address, unknown -> new PhoneLink(AdbEndpoint.Tcp.parse(unknown), key, memory));
  }

  /** Disconnects a phone's network addresses, and no longer tracks them. */
  public void disconnect(DeviceSerial serial) {
    for (PhoneLink link : links.values()) {
      if (link.isOverNetwork() && link.serial().filter(serial::equals).isPresent()) {
        remove(link);
      }
    }
    synchronized (told) {
      told.remove(serial);
    }
  }

  /**
   * Disconnects a network address, whatever answers there, and no longer tracks it.
   *
   * @return false if it was not tracked
   */
  public boolean disconnectAddress(String address) {
    Optional<PhoneLink> kept =
        Optional.ofNullable(links.get(address)).filter(link -> link.isOverNetwork());
    kept.ifPresent(this::remove);
    return kept.isPresent();
  }

  private void remove(PhoneLink link) {
    links.remove(link.endpoint().key(), link);
    link.remove();
  }

  /** The connection to a phone that can be used now. */
  public Optional<DadbPhone> phone(DeviceSerial serial) {
    return device(serial)
        .filter(device -> device.state() == DeviceState.ONLINE)
        .flatMap(_ -> online(serial))
        .map(link -> link.phone());
  }

  /** Call it when a phone turns out to be lost in use, so that no other attempt is sent to it. */
  public void reportLost(DadbPhone phone) {
    links.values().stream()
        .filter(link -> link.phone() == phone)
        .findFirst()
        .ifPresent(
            link -> {
              link.checkNow();
              check(link);
              tellChanges();
            });
  }

  private Optional<PhoneLink> online(DeviceSerial serial) {
    return Optional.of(claims(serial))
        .filter(claims -> !claims.ways().isEmpty())
        .map(SerialClaims::best)
        .filter(link -> link.isOnline());
  }

  private SerialClaims claims(DeviceSerial serial) {
    return SerialClaims.among(
        links.values().stream()
            .filter(link -> link.serial().filter(serial::equals).isPresent())
            .toList());
  }

  /** Why the local adb server brings no phones, and what to do; empty while all is well. */
  public Optional<String> serverProblem() {
    return server.problem();
  }

  /**
   * Returns the addresses without a usable phone, each with what to do. Either no serial is known
   * there, or the phone claims another phone's serial.
   */
  public Map<String, String> unreached() {
    Map<String, String> unreached = new TreeMap<>();
    links.values().stream()
        .filter(link -> link.serial().isEmpty())
        .forEach(
            link -> unreached.put(link.address(), link.problem().orElse("it was not asked yet")));
    unreachedAddresses().forEach(each -> unreached.put(each.address(), each.reason()));
    return unreached;
  }

  /** The same, without addresses that were not asked yet. */
  public List<Unreached> unreachedAddresses() {
    List<Unreached> unreached = new ArrayList<>();
    for (PhoneLink link : links.values()) {
      if (link.serial().isEmpty()) {
        link.problem()
            .ifPresent(
                problem -> unreached.add(new Unreached(link.address(), link.state(), problem)));
      }
    }
    bySerial()
        .forEach(
            (serial, claims) ->
                claims
                    .rivals()
                    .forEach(
                        rival ->
                            unreached.add(
                                new Unreached(
                                    rival.address(),
                                    DeviceState.CONFLICT,
                                    claims.refusal(serial)))));
    return unreached;
  }

  /**
   * Whether a phone is being asked something now; not counting phones that wait for their owner.
   */
  public boolean isAnyAsked() {
    return links.values().stream()
        .anyMatch(link -> link.phone().isBusy() && !link.isUnauthorized());
  }

  /** Every phone that was ever reached, as it is now. */
  public List<Device> devices() {
    return bySerial().entrySet().stream()
        .map(entry -> device(entry.getKey(), entry.getValue()))
        .toList();
  }

  private SortedMap<DeviceSerial, SerialClaims> bySerial() {
    SortedMap<DeviceSerial, List<PhoneLink>> links = new TreeMap<>();
    for (PhoneLink link : this.links.values()) {
      link.serial()
          .ifPresent(serial -> links.computeIfAbsent(serial, _ -> new ArrayList<>()).add(link));
    }
    SortedMap<DeviceSerial, SerialClaims> claims = new TreeMap<>();
    links.forEach((serial, claiming) -> claims.put(serial, SerialClaims.among(claiming)));
    return claims;
  }

  private Optional<Device> device(DeviceSerial serial) {
    return devices().stream().filter(device -> device.serial().equals(serial)).findFirst();
  }

  private static Device device(DeviceSerial serial, SerialClaims claims) {
    PhoneLink best = claims.best();
    PhoneFacts facts = best.facts();
    return new Device(
        serial,
        claims.addresses(),
        facts.model(),
        facts.androidVersion(),
        best.state(),
        facts.battery(),
        claims.problem(serial));
  }

  /**
   * Checks every phone that is due once, side by side, and tells the listeners what has changed. A
   * slow phone does not hold up the others.
   */
  public void trackOnce() throws InterruptedException {
    takeServersPhones();
    Instant now = clock.instant();
    List<PhoneLink> due = links.values().stream().filter(link -> link.isDue(now)).toList();
    CountDownLatch answered = new CountDownLatch(due.size());
    AtomicBoolean roundIsOver = new AtomicBoolean();
    for (PhoneLink link : due) {
      onOwnThread(
          () -> {
            try {
              check(link);
            } finally {
              answered.countDown();
            }
            if (roundIsOver.get()) {
              tellChanges();
            }
          });
    }
    roundIsOver.set(!answered.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    tellChanges();
  }

  private static void onOwnThread(Runnable check) {
    Thread.ofVirtual()
        .name("phone-check")
        .uncaughtExceptionHandler(
            (_, defect) -> log.error("the check of a phone failed; tracking continues", defect))
        .start(check);
  }

  private void takeServersPhones() {
    Map<String, String> listed = server.devices();
    Instant nextRound = clock.instant().plus(ROUND);
    listed.forEach(
        (address, state) -> {
          AdbEndpoint.Server endpoint = server.endpoint(address);
          PhoneLink link =
              links.computeIfAbsent(endpoint.key(), _ -> new PhoneLink(endpoint, key, memory));
          if (!state.equals("device")) {
            link.unusable(
                AdbServerWatch.stateOf(state), AdbServerWatch.advice(state, address), nextRound);
          }
        });
    for (PhoneLink link : links.values()) {
      if (!link.isOverNetwork() && !listed.containsKey(link.address())) {
        link.unusable(
            DeviceState.OFFLINE,
            server.problem().orElse("the adb server does not see it: plug it in"),
            nextRound);
      }
    }
  }

  private void check(PhoneLink link) {
    CountDownLatch answered = new CountDownLatch(1);
    if (link.state() == DeviceState.OFFLINE && link.isOverNetwork()) {
      onOwnThread(() -> noticeWaiting(link, answered));
    }
    try {
      if (link.needsFacts(clock.instant())) {
        PhoneFacts facts =
            PhoneFacts.ask(link.phone(), link.isUnauthorized() ? ACCEPTANCE : FIRST_ANSWER);
        link.told(facts, clock.instant(), claims::incrementAndGet);
      } else {
        link.phone().ping(HEARTBEAT_DEADLINE);
      }
      link.answered(clock.instant());
    } catch (PhoneLost lost) {
      link.lost(lost, clock.instant());
    } finally {
      answered.countDown();
    }
    link.closeIfRemoved();
  }

  /**
   * Reports early that a phone waits for its owner's permission. Until the owner answers, such a
   * phone looks dead.
   */
  private void noticeWaiting(PhoneLink link, CountDownLatch answered) {
    try {
      if (!answered.await(BEFORE_PROBE.toMillis(), TimeUnit.MILLISECONDS)
          && link.endpoint().asksForKey()
          && answered.getCount() > 0) {
        link.waitsForOwner();
        tellChanges();
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private void tellChanges() {
    List<Device> changed = new ArrayList<>();
    synchronized (told) {
      for (Device device : devices()) {
        if (!device.equals(told.put(device.serial(), device))) {
          changed.add(device);
        }
      }
    }
    for (Device device : changed) {
      listeners.forEach(listener -> listener.accept(device));
    }
  }

  @Override
  public void close() {
    links.values().forEach(this::remove);
  }
}
