package dev.drover.device.adb;

import dadb.AdbKeyPair;
import dev.drover.device.adb.transport.AdbEndpoint;
import dev.drover.device.adb.transport.OutputMemory;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One way to a phone, and what is known of the phone at its end. Safe for use by any thread. If
 * checks overlap, the last to finish counts.
 */
final class PhoneLink {
  /** The logger of the phones. Commands that print the state themselves turn it off. */
  private static final Logger log = LoggerFactory.getLogger(AdbPhones.class);

  /** How long an idle phone may be silent before it is asked whether it is there. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);

  /** Facts that change, such as the battery's level, are asked this often. */
  private static final Duration FACTS_AGE = Duration.ofMinutes(1);

  private static final Duration SHORTEST_BACKOFF = Duration.ofSeconds(1);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(15);

  private final AdbEndpoint endpoint;
  private final DadbPhone phone;
  private volatile Optional<PhoneFacts> facts = Optional.empty();
  private volatile DeviceState state = DeviceState.OFFLINE;
  private volatile Optional<String> problem = Optional.empty();
  private volatile Instant nextCheck = Instant.MIN;
  private volatile Instant factsAt = Instant.MIN;
  private volatile Duration backoff = SHORTEST_BACKOFF;
  private volatile boolean removed;
  private volatile long claim;

  PhoneLink(AdbEndpoint endpoint, AdbKeyPair key, OutputMemory memory) {
    this.endpoint = endpoint;
    this.phone = new DadbPhone(endpoint, key, memory);
  }

  AdbEndpoint endpoint() {
    return endpoint;
  }

  /** The ADB address: an alias of the phone's serial. */
  String address() {
    return endpoint.address();
  }

  boolean isOverNetwork() {
    return endpoint instanceof AdbEndpoint.Tcp;
  }

  DadbPhone phone() {
    return phone;
  }

  DeviceState state() {
    return state;
  }

  boolean isOnline() {
    return state == DeviceState.ONLINE;
  }

  boolean isUnauthorized() {
    return state == DeviceState.UNAUTHORIZED;
  }

  /** Why the phone can't be used, and what to do; empty while it can, or was not asked yet. */
  Optional<String> problem() {
    return problem;
  }

  PhoneFacts facts() {
    return facts.orElse(PhoneFacts.NONE);
  }

  /**
   * Returns the position, among all claims, of the claim that this link has made to its serial by
   * coming online.
   */
  long claim() {
    return claim;
  }

  /** For a phone on USB the adb server tells the serial before the phone has answered. */
  Optional<DeviceSerial> serial() {
    return facts
        .map(known -> serialOf(known, address()))
        .or(() -> endpoint.serial().map(DeviceSerial::new));
  }

  private static DeviceSerial serialOf(PhoneFacts facts, String address) {
    String said =
        facts.serial().isBlank() || facts.serial().equals("unknown") ? address : facts.serial();
    return new DeviceSerial(said.replaceAll("[^A-Za-z0-9._:@+\\-\\[\\]%]", "_"));
  }

  /** Whether both lead to one phone. A phone that hides its boot id can't show that they do. */
  boolean reachesSamePhoneAs(PhoneLink other) {
    String bootId = facts().bootId();
    return this == other || (!bootId.isEmpty() && bootId.equals(other.facts().bootId()));
  }

  /** Whether the phone is to be asked now. */
  boolean isDue(Instant now) {
    return !now.isBefore(nextCheck) && !phone.isBusy();
  }

  /** Makes the phone due at once. */
  void checkNow() {
    nextCheck = Instant.MIN;
  }

  /** Whether the next check asks for all facts; else whether the phone is there. */
  boolean needsFacts(Instant now) {
    return !isOnline() || now.isAfter(factsAt.plusSeconds(FACTS_AGE.toSeconds()));
  }

  /**
   * Records the facts that the phone reported.
   *
   * @param nextClaim supplies the numbers of claims to serials
   */
  void told(PhoneFacts newFacts, Instant now, LongSupplier nextClaim) {
    if (!isOnline() || !serial().equals(Optional.of(serialOf(newFacts, address())))) {
      claim = nextClaim.getAsLong();
    }
    facts = Optional.of(newFacts);
    factsAt = now;
  }

  /** Records that the phone answered. */
  void answered(Instant now) {
    state = DeviceState.ONLINE;
    problem = Optional.empty();
    backoff = SHORTEST_BACKOFF;
    nextCheck = now.plus(HEARTBEAT);
  }

  /**
   * Records that the phone did not answer. The next check follows after a pause that doubles each
   * time.
   */
  void lost(PhoneLost lost, Instant now) {
    factsAt = Instant.MIN;
    if (lost.unauthorized()) {
      waitsForOwner();
      nextCheck = now;
      return;
    }
    state = DeviceState.OFFLINE;
    problem = Optional.ofNullable(lost.getMessage());
    nextCheck = now.plus(backoff);
    Duration doubled = backoff.multipliedBy(2);
    backoff = doubled.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : doubled;
  }

  /** Records that the phone waits for its owner to accept this server's key. */
  void waitsForOwner() {
    String waiting = PhoneConnection.unauthorized(address());
    if (!isUnauthorized()) {
      log.warn("{}", waiting);
    }
    state = DeviceState.UNAUTHORIZED;
    problem = Optional.of(waiting);
  }

  /**
   * Records that the adb server reports the phone as unusable. The phone itself is not asked before
   * the given time.
   */
  void unusable(DeviceState newState, String why, Instant until) {
    state = newState;
    problem = Optional.of(why);
    nextCheck = until;
  }

  /** Closes the connection for good. */
  void remove() {
    removed = true;
    phone.close();
  }

  /** Closes a connection that a check has made after the link was removed. */
  void closeIfRemoved() {
    if (removed) {
      phone.close();
    }
  }
}
