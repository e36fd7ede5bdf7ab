package dev.drover.testkit.contract;

import static dev.drover.testkit.SampleTasks.NODE;
import static dev.drover.testkit.SampleTasks.NOW;
import static dev.drover.testkit.SampleTasks.OTHER_NODE;
import static dev.drover.testkit.SampleTasks.follow;
import static dev.drover.testkit.SampleTasks.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.plugin.Storage;
import dev.drover.application.port.storage.NodeDirectory.Renewal;
import dev.drover.application.port.storage.PhoneLeases;
import dev.drover.application.port.storage.PhoneLeases.NewLease;
import dev.drover.application.port.storage.PhoneLeases.Opening;
import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.application.port.storage.QueueEvents.Subscription;
import dev.drover.domain.access.SecretHash;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.lease.LeaseHolder;
import dev.drover.domain.lease.LeaseLabel;
import dev.drover.domain.lease.LeaseToken;
import dev.drover.domain.lease.PhoneLease;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.Task;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests the promises of {@link PhoneLeases}, and what leases keep claims from. */
public abstract class PhoneLeasesContract extends StorageContract {
  private static final Duration LENGTH = Duration.ofMinutes(2);
  private static final int LIMIT = 5;
  private static final int LONGEST_WAIT_SECONDS = 20;

  private final SecureRandom random = new SecureRandom();
  private final PhoneLeases leases;

  /**
   * @param storage a new, empty storage; closed after each test
   */
  protected PhoneLeasesContract(Storage storage) {
    super(storage);
    leases = storage.leases();
  }

  /** Lets time pass for all leases of phones, but not for those of the servers. */
  protected abstract void letLeasesAge(Duration by);

  /** Adds a live server of a version that knows no leases of phones. */
  protected abstract void addOlderServer(NodeId node);

  private SecretHash token() {
    return LeaseToken.generate(random).hash();
  }

  private static NewLease lease(DeviceSerial phone, NodeId node, SecretHash token) {
    return new NewLease(
        phone, node, PROCESS, LeaseHolder.PROGRAM, new LeaseLabel("a script"), token, LENGTH);
  }

  private PhoneLease opened(DeviceSerial phone, SecretHash token) {
    return opened(lease(phone, NODE, token));
  }

  private PhoneLease opened(NewLease wanted) {
    return leases.open(wanted, LIMIT) instanceof Opening.Opened opened
        ? opened.lease()
        : fail(wanted);
  }

  private static PhoneLease fail(NewLease wanted) {
    throw new AssertionError("not opened: " + wanted);
  }

  private Opening open(DeviceSerial phone) {
    return leases.open(lease(phone, NODE, token()), LIMIT);
  }

  @Test
  void a_lease_is_found_until_it_is_released() {
    SecretHash token = token();

    PhoneLease opened =
        opened(
            new NewLease(
                phone(1),
                NODE,
                PROCESS,
                LeaseHolder.PERSON,
                new LeaseLabel("ann's \"hands\" ✋"),
                token,
                LENGTH));

    assertThat(Duration.between(opened.since(), opened.until())).isEqualTo(LENGTH);
    assertThat(opened.holder()).isEqualTo(LeaseHolder.PERSON);
    assertThat(opened.label().text()).isEqualTo("ann's \"hands\" ✋");
    assertThat(opened.node()).isEqualTo(NODE);
    assertThat(leases.on(phone(1))).contains(opened);
    assertThat(leases.find(token)).contains(opened);
    assertThat(leases.all()).containsExactly(opened);
    assertThat(leases.on(phone(2))).isEmpty();
    assertThat(leases.find(token())).isEmpty();

    assertThat(leases.release(token())).isFalse();
    assertThat(leases.release(token)).isTrue();
    assertThat(leases.release(token)).isFalse();
    assertThat(leases.on(phone(1))).isEmpty();
    assertThat(leases.find(token)).isEmpty();
    assertThat(leases.all()).isEmpty();
  }

  @Test
  void leases_are_listed_by_serial() {
    opened(phone(2), token());
    opened(phone(1), token());
    opened(lease(phone(3), OTHER_NODE, token()));

    assertThat(leases.all())
        .extracting(PhoneLease::serial)
        .containsExactly(phone(1), phone(2), phone(3));
  }

  @Test
  void a_leased_phone_is_not_leased_again_by_any_server() {
    PhoneLease first = opened(phone(1), token());

    assertThat(open(phone(1))).isEqualTo(new Opening.Leased(first));
    assertThat(leases.open(lease(phone(1), OTHER_NODE, token()), LIMIT))
        .isEqualTo(new Opening.Leased(first));
    assertThat(open(phone(2))).isInstanceOf(Opening.Opened.class);
  }

  @Test
  void a_phone_that_runs_a_task_is_not_leased_until_the_task_has_ended() {
    Task runs = claimed(phone(1));

    assertThat(open(phone(1))).isEqualTo(new Opening.RunsTask(runs.id()));

    finish(runs.complete(Outcome.COMMITTED, Optional.empty(), NOW));
    assertThat(open(phone(1))).isInstanceOf(Opening.Opened.class);
  }

  @Test
  void no_task_is_claimed_for_a_leased_phone_until_the_lease_is_released() {
    SecretHash token = token();
    opened(phone(1), token);
    tasks.insert(List.of(follow(phone(1), "ann"), follow(phone(2), "ann")));

    assertThat(claim(phone(1), phone(2)))
        .extracting(task -> task.target().serial())
        .containsExactly(Optional.of(phone(2)));
    leases.release(token);
    assertThat(claim(phone(1), phone(2)))
        .extracting(task -> task.target().serial())
        .containsExactly(Optional.of(phone(1)));
  }

  @Test
  void leases_and_tasks_share_the_places_of_the_plan() {
    SecretHash token = token();
    tasks.insert(List.of(follow(phone(1), "ann"), follow(phone(2), "ann")));
    assertThat(leases.open(lease(phone(3), NODE, token), 0)).isEqualTo(new Opening.NoPlace(0));
    assertThat(leases.open(lease(phone(3), NODE, token), 2)).isInstanceOf(Opening.Opened.class);

    List<Task> claimed = tasks.claimDue(NODE, Set.of(phone(1), phone(2)), 2, NOW);

    assertThat(claimed).hasSize(1);
    assertThat(leases.open(lease(phone(4), NODE, token()), 2)).isEqualTo(new Opening.NoPlace(2));
    leases.release(token);
    assertThat(tasks.claimDue(NODE, Set.of(phone(1), phone(2)), 2, NOW)).hasSize(1);
    assertThat(leases.open(lease(phone(4), NODE, token()), 2)).isEqualTo(new Opening.NoPlace(2));
    assertThat(leases.open(lease(phone(4), NODE, token()), 3)).isInstanceOf(Opening.Opened.class);
  }

  @Test
  void a_lease_keeps_its_phone_for_the_grace_after_its_end_and_no_longer() {
    SecretHash token = token();
    opened(phone(1), token);
    tasks.insert(List.of(follow(phone(1), "ann")));

    letLeasesAge(LENGTH.plusSeconds(1));
    assertThat(leases.on(phone(1))).isPresent();
    assertThat(claim(phone(1))).isEmpty();
    assertThat(open(phone(1))).isInstanceOf(Opening.Leased.class);

    letLeasesAge(PhoneLeases.GRACE);
    assertThat(leases.on(phone(1))).isEmpty();
    assertThat(leases.all()).isEmpty();
    assertThat(leases.find(token)).isEmpty();
    assertThat(leases.extend(token, LENGTH)).isEmpty();
    assertThat(claim(phone(1))).hasSize(1);
  }

  @Test
  void another_holder_gets_a_phone_whose_lease_is_over_and_the_first_one_gets_nothing_more() {
    SecretHash first = token();
    opened(phone(1), first);
    letLeasesAge(LENGTH.plus(PhoneLeases.GRACE).plusSeconds(1));

    PhoneLease second = opened(phone(1), token());

    assertThat(leases.extend(first, LENGTH)).isEmpty();
    assertThat(leases.release(first)).isFalse();
    assertThat(leases.on(phone(1))).contains(second);
  }

  @Test
  void an_extended_lease_ends_later_and_never_earlier() {
    SecretHash token = token();
    PhoneLease opened = opened(phone(1), token);

    PhoneLease longer = leases.extend(token, LENGTH.multipliedBy(2)).orElseThrow();
    PhoneLease shorter = leases.extend(token, Duration.ofSeconds(1)).orElseThrow();

    assertThat(longer.since()).isEqualTo(opened.since());
    assertThat(Duration.between(opened.until(), longer.until()))
        .isBetween(LENGTH, LENGTH.plusSeconds(LONGEST_WAIT_SECONDS));
    assertThat(shorter).isEqualTo(longer);
    letLeasesAge(LENGTH.plus(PhoneLeases.GRACE).plusSeconds(1));
    assertThat(leases.on(phone(1))).isPresent();
    assertThat(leases.extend(token(), LENGTH)).isEmpty();
  }

  @Test
  void the_leases_of_a_server_end_with_its_own_and_do_not_come_back() {
    SecretHash token = token();
    opened(phone(1), token);
    PhoneLease other = opened(lease(phone(2), OTHER_NODE, token()));
    tasks.insert(List.of(follow(phone(1), "ann")));

    lose(NODE);

    assertThat(leases.all()).containsExactly(other);
    assertThat(leases.extend(token, LENGTH)).isEmpty();
    assertThat(tasks.claimDue(OTHER_NODE, Set.of(phone(1)), LIMIT, NOW)).hasSize(1);
    assertThat(nodes.renew(NODE, PROCESS, Duration.ofHours(1), NOW)).isEqualTo(Renewal.ANEW);
    assertThat(leases.all()).containsExactly(other);
    assertThat(leases.extend(token, LENGTH)).isEmpty();
  }

  @Test
  void a_renewed_lease_of_the_server_keeps_the_leases_of_its_phones() {
    PhoneLease lease = opened(phone(1), token());

    assertThat(nodes.renew(NODE, PROCESS, Duration.ofHours(1), NOW)).isEqualTo(Renewal.UNBROKEN);

    assertThat(leases.all()).containsExactly(lease);
  }

  @Test
  void a_server_that_starts_anew_frees_its_phones_at_once() {
    opened(phone(1), token());
    tasks.insert(List.of(follow(phone(1), "ann")));

    nodes.acquire(NODE, UUID.randomUUID(), Duration.ofHours(1), NOW);

    assertThat(leases.all()).isEmpty();
    assertThat(claim(phone(1))).hasSize(1);
  }

  @Test
  void a_server_without_a_lease_of_its_own_opens_none() {
    lose(NODE);
    assertThat(open(phone(1))).isEqualTo(new Opening.ServerWithoutLease());

    nodes.acquire(NODE, UUID.randomUUID(), Duration.ofHours(1), NOW);
    assertThat(open(phone(1))).isEqualTo(new Opening.ServerWithoutLease());
    assertThat(leases.open(lease(phone(1), new NodeId("node-3"), token()), LIMIT))
        .isEqualTo(new Opening.ServerWithoutLease());
  }

  @Test
  void no_lease_is_opened_beside_a_live_server_that_knows_none() {
    NodeId older = new NodeId("node-3");
    addOlderServer(older);
    assertThat(open(phone(1))).isEqualTo(new Opening.OlderServer(older));

    nodes.acquire(older, UUID.randomUUID(), Duration.ofHours(1), NOW);
    assertThat(open(phone(1))).isInstanceOf(Opening.Opened.class);

    addOlderServer(older);
    assertThat(open(phone(2))).isEqualTo(new Opening.OlderServer(older));
    nodes.acquire(older, UUID.randomUUID(), Duration.ZERO, NOW);
    assertThat(open(phone(2))).isInstanceOf(Opening.Opened.class);
  }

  @Test
  void ended_leases_are_removed_once_and_live_ones_stay() {
    PhoneLease ended = opened(lease(phone(1), OTHER_NODE, token()));
    PhoneLease live = opened(phone(2), token());
    assertThat(leases.removeEnded()).isEmpty();

    lose(OTHER_NODE);

    assertThat(leases.removeEnded()).containsExactly(ended);
    assertThat(leases.removeEnded()).isEmpty();
    assertThat(leases.all()).containsExactly(live);
  }

  @Test
  void watchers_hear_of_the_beginning_and_the_end_of_a_lease_but_not_of_its_extension()
      throws Exception {
    BlockingQueue<QueueEvent> heard = new LinkedBlockingQueue<>();
    QueueEvent changed = new QueueEvent.LeaseChanged(phone(1));
    SecretHash token = token();
    try (Subscription _ = storage.events().subscribe(heard::add)) {
      opened(phone(1), token);
      assertThat(next(heard)).isEqualTo(changed);
      leases.extend(token, LENGTH.multipliedBy(2));
      leases.release(token);
      assertThat(next(heard)).isEqualTo(changed);
      opened(phone(1), token());
      assertThat(next(heard)).isEqualTo(changed);
      lose(NODE);
      leases.removeEnded();
      assertThat(next(heard)).isEqualTo(changed);
      assertThat(heard).isEmpty();
    }
  }

  private static QueueEvent next(BlockingQueue<QueueEvent> heard) throws InterruptedException {
    return Optional.ofNullable(heard.poll(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS))
        .orElseThrow(() -> new AssertionError("nothing was told"));
  }

  @Test
  void the_end_of_a_lease_wakes_the_dispatchers() throws Exception {
    SecretHash token = token();
    opened(phone(1), token);
    opened(phone(2), token());
    Semaphore woken = new Semaphore(0);
    storage.onWork(woken::release);

    leases.release(token);
    assertThat(woken.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    woken.drainPermits();
    lose(NODE);
    leases.removeEnded();
    assertThat(woken.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void of_leases_and_claims_at_the_same_time_each_phone_has_one_and_the_plan_is_kept()
      throws Exception {
    int phones = 6;
    int limit = 4;
    List<Callable<Integer>> calls = new ArrayList<>();
    for (int i = 1; i <= phones; i++) {
      DeviceSerial phone = phone(i);
      tasks.insert(List.of(follow(phone, "ann")));
      for (NodeId node : List.of(NODE, OTHER_NODE)) {
        calls.add(
            () ->
                leases.open(lease(phone, node, token()), limit) instanceof Opening.Opened ? 1 : 0);
        calls.add(() -> tasks.claimDue(node, Set.of(phone), limit, NOW).size());
      }
    }

    List<Integer> won = Together.run(calls);

    assertThat(won.stream().mapToInt(Integer::intValue).sum()).isEqualTo(limit);
    List<DeviceSerial> driven = new ArrayList<>();
    leases.all().forEach(lease -> driven.add(lease.serial()));
    IntStream.rangeClosed(1, phones)
        .mapToObj(i -> phone(i))
        .filter(phone -> devicesRunning().contains(phone))
        .forEach(driven::add);
    assertThat(driven).doesNotHaveDuplicates().hasSize(limit);
  }

  private List<DeviceSerial> devicesRunning() {
    return List.of(NODE, OTHER_NODE).stream()
        .flatMap(node -> tasks.runningOn(node).stream())
        .flatMap(task -> task.target().serial().stream())
        .toList();
  }
}
