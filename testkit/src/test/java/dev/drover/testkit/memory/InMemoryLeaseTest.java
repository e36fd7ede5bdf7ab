package dev.drover.testkit.memory;

import static dev.drover.testkit.SampleTasks.NODE;
import static dev.drover.testkit.SampleTasks.NOW;
import static dev.drover.testkit.SampleTasks.OTHER_NODE;
import static dev.drover.testkit.SampleTasks.follow;
import static dev.drover.testkit.SampleTasks.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.storage.NodeDirectory.Renewal;
import dev.drover.domain.task.Task;
import dev.drover.testkit.SettableClock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tests that leases are measured by the storage's own clock, whatever times callers pass. */
class InMemoryLeaseTest {
  private static final Duration LEASE = Duration.ofSeconds(20);

  private final SettableClock clock = new SettableClock(NOW);
  private final InMemoryStorage storage =
      new InMemoryStorage(clock, ZoneId.of("UTC"), new Random(7));
  private final UUID process = UUID.randomUUID();

  @Test
  void a_lease_lapses_as_the_storages_clock_goes() {
    storage.nodes().acquire(NODE, process, LEASE, NOW);
    clock.advance(LEASE.minusMillis(1));
    assertThat(storage.nodes().renew(NODE, process, LEASE, NOW)).isEqualTo(Renewal.UNBROKEN);

    clock.advance(LEASE);
    assertThat(storage.nodes().all()).allMatch(node -> !node.alive());
    assertThat(storage.nodes().renew(NODE, process, LEASE, NOW)).isEqualTo(Renewal.ANEW);
  }

  @Test
  void another_process_takes_a_lease_that_has_lapsed_and_what_ran_is_taken_back() {
    storage.nodes().acquire(NODE, process, LEASE, NOW);
    storage.tasks().insert(List.of(follow(phone(1), "ann")));
    Task runs = storage.tasks().claimDue(NODE, Set.of(phone(1)), 5, NOW).getFirst();
    storage.nodes().acquire(OTHER_NODE, process, LEASE.multipliedBy(3), NOW);
    UUID another = UUID.randomUUID();
    assertThat(storage.nodes().renew(NODE, another, LEASE, NOW)).isEqualTo(Renewal.REFUSED);
    assertThat(storage.tasks().takeBackLost(NOW)).isEmpty();

    clock.advance(LEASE);

    assertThat(storage.tasks().takeBackLost(NOW)).extracting(Task::id).containsExactly(runs.id());
    assertThat(storage.nodes().renew(NODE, another, LEASE, NOW)).isEqualTo(Renewal.ANEW);
    assertThat(storage.tasks().claimDue(OTHER_NODE, Set.of(phone(1)), 5, NOW)).hasSize(1);
  }
}
