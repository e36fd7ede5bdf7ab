package dev.drover.device.adb;

import dadb.AdbKeyPair;
import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.device.adb.transport.AdbEndpoint;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
 * Keeps track of the phones: those at network addresses that it was told of, and those that the
 * local adb server knows. A phone that is lost is tried again until it is back. One thread calls
 * {@link #trackOnce}, each {@link #ROUND}; everything else is safe for use by any thread.
 */
public final class AdbPhones implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AdbPhones.class);

  /** How often the phones are looked after. */
  public static final Duration ROUND = Duration.ofSeconds(1);

  /** How long an idle phone may be silent before it is asked whether it is there. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);

  private static final Duration HEARTBEAT_DEADLINE = Duration.ofSeconds(5);

  /** Facts that change, such as the battery's level, are asked this often. */
  private static final Duration FACTS_AGE = Duration.ofMinutes(1);

  /** A round waits so long for the phones; slower ones are told of when they answer. */
  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  /** A phone that was not reached is asked for its facts within this time. */
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(10);

  /** So long a connection is kept open for the owner to accept its key. */
  private static final Duration ACCEPTANCE = Duration.ofSeconds(60);

  private static final Duration BEFORE_GREETING = Duration.ofSeconds(2);

  private static final Duration SHORTEST_BACKOFF = Duration.ofSeconds(1);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(15);

  private final AdbKeyPair key;
  private final AdbServerClient server;
  private final Clock clock;
  private final Map<String, Link> links = new ConcurrentHashMap<>();
  private final List<Consumer<Device>> listeners = new CopyOnWriteArrayList<>();
  private final Map<DeviceSerial, Device> told = new HashMap<>();

  /** Counts the claims to a serial, so that the earlier one is known. */
  private final AtomicLong claims = new AtomicLong();

  private final CountDownLatch closed = new CountDownLatch(1);
  private Optional<String> serverProblem = Optional.empty();
  private boolean serverWasThere;

  /**
   * @param home where the ADB key is kept
   * @param serverHost of the local adb server; it need not run
   */
  public AdbPhones(Path home, String serverHost, int serverPort, Clock clock) {
    this.key = AdbKey.below(home);
    this.server = new AdbServerClient(serverHost, serverPort);
    this.clock = clock;
  }

  /** One way to a phone, and what is known of the phone at its end. */
  private static final class Link {
    private final AdbEndpoint reach;
    private final DadbPhone phone;
    private volatile Optional<PhoneFacts> facts = Optional.empty();
    private volatile DeviceState state = DeviceState.OFFLINE;
    private volatile Optional<String> problem = Optional.empty();
    private volatile Instant nextCheck = Instant.MIN;
    private volatile Instant factsAt = Instant.MIN;
    private volatile Duration backoff = SHORTEST_BACKOFF;
    private volatile boolean removed;

    /** When it came online with the serial that it has, in the order of all of them. */
    private volatile long claim;

    Link(AdbEndpoint reach, AdbKeyPair key) {
      this.reach = reach;
      this.phone = new DadbPhone(reach, key);
    }

    /** Of a phone on USB, the adb server tells the serial before the phone has answered. */
    Optional<DeviceSerial> serial() {
      return facts
          .map(known -> serialOf(known, reach.address()))
          .or(() -> reach.serial().map(DeviceSerial::new));
    }

    private String bootId() {
      return facts.map(PhoneFacts::bootId).orElse("");
    }

    /**
     * Whether both lead to one phone: one that hides its boot id can't show that it is another's.
     */
    private boolean reachesSamePhoneAs(Link other) {
      return this == other || (!bootId().isEmpty() && bootId().equals(other.bootId()));
    }
  }

  /**
   * The ways that claim one serial.
   *
   * @param ways to the phone that has it: the earliest that is online, and those that are not
   * @param rivals those that are online and lead to another phone
   */
  private record Claims(List<Link> ways, List<Link> rivals) {
    static Claims among(List<Link> links) {
      Optional<Link> holder =
          links.stream()
              .filter(link -> link.state == DeviceState.ONLINE)
              .min(Comparator.comparingLong(link -> link.claim));
      List<Link> rivals =
          links.stream()
              .filter(link -> link.state == DeviceState.ONLINE)
              .filter(link -> holder.filter(link::reachesSamePhoneAs).isEmpty())
              .toList();
      return new Claims(links.stream().filter(link -> !rivals.contains(link)).toList(), rivals);
    }

    /** The best way to the phone: one that is online before others, a cable before the network. */
    Link best() {
      return ways.stream()
          .min(
              Comparator.<Link, Boolean>comparing(link -> link.state != DeviceState.ONLINE)
                  .thenComparing(link -> link.reach instanceof AdbEndpoint.Tcp))
          .orElseThrow();
    }

    private List<String> addresses() {
      return addresses(ways);
    }

    private static List<String> addresses(List<Link> links) {
      return links.stream().map(link -> link.reach.address()).distinct().sorted().toList();
    }

    /** Why a rival is not used, and what to do. */
    String refusal(DeviceSerial serial) {
      return "it claims the serial "
          + serial
          + " of the phone at "
          + String.join(", ", addresses())
          + ", which was there before and keeps it; give it a serial of its own, or let go of one"
          + " of them: DELETE /devices/ADDRESS";
    }

    Optional<String> problem(DeviceSerial serial) {
      return rivals.isEmpty()
          ? best().problem
          : Optional.of(
              "another phone, at "
                  + String.join(", ", addresses(rivals))
                  + ", claims the serial "
                  + serial
                  + " too; it is not used");
    }
  }

  private static DeviceSerial serialOf(PhoneFacts facts, String address) {
    String said =
        facts.serial().isBlank() || facts.serial().equals("unknown") ? address : facts.serial();
    return new DeviceSerial(said.replaceAll("[^A-Za-z0-9._:@+\\-\\[\\]%]", "_"));
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
    Link link =
        links.computeIfAbsent(address, unknown -> new Link(AdbEndpoint.Tcp.parse(unknown), key));
    check(link);
    Optional<DeviceSerial> serial = link.serial();
    if (link.state == DeviceState.UNAUTHORIZED) {
      throw DeviceUnreachable.kept(
          link.problem.orElse("unauthorised")
              + "; it is taken as soon as that is done, and given up by DELETE /devices/"
              + address);
    }
    if (serial.isEmpty() || link.state != DeviceState.ONLINE) {
      String reason = link.problem.orElse("it does not answer");
      if (!known) {
        remove(link);
      }
      throw new DeviceUnreachable(
          "no phone can be used at "
              + address
              + ": "
              + reason
              + "; check the address, and that ADB over TCP is on (adb tcpip 5555)");
    }
    Claims claims = claims(serial.get());
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
    links.computeIfAbsent(address, unknown -> new Link(AdbEndpoint.Tcp.parse(unknown), key));
  }

  /** Lets go of the network addresses of a phone. */
  public void disconnect(DeviceSerial serial) {
    for (Link link : links.values()) {
      if (link.reach instanceof AdbEndpoint.Tcp
          && link.serial().filter(serial::equals).isPresent()) {
        remove(link);
      }
    }
    synchronized (told) {
      told.remove(serial);
    }
  }

  /**
   * Lets go of a network address, whatever answers there.
   *
   * @return false when it was not kept
   */
  public boolean disconnectAddress(String address) {
    Optional<Link> kept =
        Optional.ofNullable(links.get(address))
            .filter(link -> link.reach instanceof AdbEndpoint.Tcp);
    kept.ifPresent(this::remove);
    return kept.isPresent();
  }

  private void remove(Link link) {
    link.removed = true;
    links.remove(link.reach.key(), link);
    link.phone.close();
  }

  /** The connection to a phone that can be used now. */
  public Optional<DadbPhone> phone(DeviceSerial serial) {
    return device(serial)
        .filter(device -> device.state() == DeviceState.ONLINE)
        .flatMap(_ -> online(serial))
        .map(link -> link.phone);
  }

  /** To be called when a phone was found lost in use, so that nobody else is sent to it. */
  public void reportLost(DadbPhone phone) {
    links.values().stream()
        .filter(link -> link.phone == phone)
        .findFirst()
        .ifPresent(
            link -> {
              link.nextCheck = Instant.MIN;
              check(link);
              tellChanges();
            });
  }

  private Optional<Link> online(DeviceSerial serial) {
    return Optional.of(claims(serial))
        .filter(claims -> !claims.ways().isEmpty())
        .map(Claims::best)
        .filter(link -> link.state == DeviceState.ONLINE);
  }

  private Claims claims(DeviceSerial serial) {
    return Claims.among(
        links.values().stream()
            .filter(link -> link.serial().filter(serial::equals).isPresent())
            .toList());
  }

  /** Why the local adb server brings no phones, and what to do; empty while all is well. */
  public synchronized Optional<String> serverProblem() {
    return serverProblem;
  }

  /**
   * The addresses that answer as no phone whose serial is known, or as one that claims another's,
   * with what to do.
   */
  public Map<String, String> unreached() {
    Map<String, String> unreached = new TreeMap<>();
    links.values().stream()
        .filter(link -> link.serial().isEmpty())
        .forEach(
            link ->
                unreached.put(link.reach.address(), link.problem.orElse("it was not asked yet")));
    bySerial()
        .forEach(
            (serial, claims) ->
                claims
                    .rivals()
                    .forEach(
                        rival -> unreached.put(rival.reach.address(), claims.refusal(serial))));
    return unreached;
  }

  /** Whether a phone that is not known to wait for its owner is being asked something now. */
  public boolean isAnyAsked() {
    return links.values().stream()
        .anyMatch(link -> link.phone.isBusy() && link.state != DeviceState.UNAUTHORIZED);
  }

  /** Every phone that was ever reached, as it is now. */
  public List<Device> devices() {
    return bySerial().entrySet().stream()
        .map(entry -> device(entry.getKey(), entry.getValue()))
        .toList();
  }

  private SortedMap<DeviceSerial, Claims> bySerial() {
    SortedMap<DeviceSerial, List<Link>> links = new TreeMap<>();
    for (Link link : this.links.values()) {
      link.serial()
          .ifPresent(serial -> links.computeIfAbsent(serial, _ -> new ArrayList<>()).add(link));
    }
    SortedMap<DeviceSerial, Claims> claims = new TreeMap<>();
    links.forEach((serial, claiming) -> claims.put(serial, Claims.among(claiming)));
    return claims;
  }

  private Optional<Device> device(DeviceSerial serial) {
    return devices().stream().filter(device -> device.serial().equals(serial)).findFirst();
  }

  private static Device device(DeviceSerial serial, Claims claims) {
    Link best = claims.best();
    PhoneFacts facts = best.facts.orElse(PhoneFacts.NONE);
    return new Device(
        serial,
        claims.addresses(),
        facts.model(),
        facts.androidVersion(),
        best.state,
        facts.battery(),
        claims.problem(serial));
  }

  /**
   * Looks once after every phone that is due, side by side, and tells what has changed. One that is
   * slow keeps the others from nothing.
   */
  public void trackOnce() throws InterruptedException {
    takeServersPhones();
    Instant now = clock.instant();
    List<Link> due =
        links.values().stream()
            .filter(link -> !now.isBefore(link.nextCheck) && !link.phone.isBusy())
            .toList();
    CountDownLatch answered = new CountDownLatch(due.size());
    AtomicBoolean roundIsOver = new AtomicBoolean();
    for (Link link : due) {
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
            (_, defect) -> log.error("looking after a phone failed; it goes on", defect))
        .start(check);
  }

  private void takeServersPhones() {
    Map<String, String> listed = listed();
    listed.forEach(
        (address, state) -> {
          AdbEndpoint.Server reach = new AdbEndpoint.Server(server.host(), server.port(), address);
          Link link = links.computeIfAbsent(reach.key(), _ -> new Link(reach, key));
          if (!state.equals("device")) {
            link.state =
                state.equals("unauthorized") ? DeviceState.UNAUTHORIZED : DeviceState.OFFLINE;
            link.problem = Optional.of(advice(state, address));
            link.nextCheck = clock.instant().plus(ROUND);
          }
        });
    for (Link link : links.values()) {
      if (link.reach instanceof AdbEndpoint.Server && !listed.containsKey(link.reach.address())) {
        link.state = DeviceState.OFFLINE;
        link.problem =
            Optional.of(serverProblem().orElse("the adb server does not see it: plug it in"));
        link.nextCheck = clock.instant().plus(ROUND);
      }
    }
  }

  private Map<String, String> listed() {
    try {
      Map<String, String> listed = server.devices();
      serverWasThere = true;
      serverProblem(Optional.empty());
      return listed;
    } catch (AdbServerClient.Refused refused) {
      serverProblem(Optional.ofNullable(refused.getMessage()));
    } catch (IOException absent) {
      String problem =
          "no adb server answers at "
              + server.host()
              + ":"
              + server.port()
              + "; for phones on USB run: adb start-server";
      if (serverWasThere) {
        log.warn("{}", problem);
      }
      serverWasThere = false;
      synchronized (this) {
        serverProblem = Optional.of(problem);
      }
    }
    return Map.of();
  }

  private synchronized void serverProblem(Optional<String> problem) {
    if (problem.isPresent() && !problem.equals(serverProblem)) {
      log.warn("{}", problem.get());
    }
    serverProblem = problem;
  }

  /** What a state of the adb server's means, and what to do. */
  private static String advice(String state, String address) {
    if (state.equals("unauthorized") || state.equals("authorizing")) {
      return DadbPhone.unauthorized(address);
    }
    if (state.startsWith("no permissions")) {
      return "this computer's user may not open it: add the udev rules for Android phones"
          + " (android-sdk-platform-tools-common), plug it in anew, then: adb kill-server";
    }
    return "the adb server calls it "
        + state
        + (state.equals("offline")
            ? "; plug it in anew, or run: adb reconnect offline"
            : "; start Android on it");
  }

  private void check(Link link) {
    CountDownLatch answered = new CountDownLatch(1);
    if (link.state == DeviceState.OFFLINE && link.reach instanceof AdbEndpoint.Tcp) {
      onOwnThread(() -> noticeWaiting(link, answered));
    }
    try {
      boolean stale = clock.instant().isAfter(link.factsAt.plusSeconds(FACTS_AGE.toSeconds()));
      if (link.state != DeviceState.ONLINE || stale) {
        PhoneFacts facts =
            PhoneFacts.ask(
                link.phone, link.state == DeviceState.UNAUTHORIZED ? ACCEPTANCE : FIRST_ANSWER);
        Optional<DeviceSerial> before = link.serial();
        if (link.state != DeviceState.ONLINE
            || !before.equals(Optional.of(serialOf(facts, link.reach.address())))) {
          link.claim = claims.incrementAndGet();
        }
        link.facts = Optional.of(facts);
        link.factsAt = clock.instant();
      } else {
        link.phone.shell(ShellCommand.of("true"), HEARTBEAT_DEADLINE);
      }
      link.state = DeviceState.ONLINE;
      link.problem = Optional.empty();
      link.backoff = SHORTEST_BACKOFF;
      link.nextCheck = clock.instant().plus(HEARTBEAT);
    } catch (PhoneLost lost) {
      link.factsAt = Instant.MIN;
      if (lost.unauthorized()) {
        waits(link);
        link.nextCheck = clock.instant();
      } else {
        link.state = DeviceState.OFFLINE;
        link.problem = Optional.ofNullable(lost.getMessage());
        link.nextCheck = clock.instant().plus(link.backoff);
        Duration doubled = link.backoff.multipliedBy(2);
        link.backoff = doubled.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : doubled;
      }
    } finally {
      answered.countDown();
    }
    if (link.removed) {
      link.phone.close();
    }
  }

  /** A phone that asks its owner looks dead meanwhile; this tells it early. */
  private void noticeWaiting(Link link, CountDownLatch answered) {
    try {
      if (!answered.await(BEFORE_GREETING.toMillis(), TimeUnit.MILLISECONDS)
          && link.reach.asksForKey()
          && answered.getCount() > 0) {
        waits(link);
        tellChanges();
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private static void waits(Link link) {
    String problem = DadbPhone.unauthorized(link.reach.address());
    if (link.state != DeviceState.UNAUTHORIZED) {
      log.warn("{}", problem);
    }
    link.state = DeviceState.UNAUTHORIZED;
    link.problem = Optional.of(problem);
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
      log.info(
          "phone {} ({}) is {}{}",
          device.serial(),
          String.join(", ", device.addresses()),
          device.state(),
          device.problem().map(problem -> ": " + problem).orElse(""));
      listeners.forEach(listener -> listener.accept(device));
    }
  }

  @Override
  public void close() {
    closed.countDown();
    links.values().forEach(this::remove);
  }
}
