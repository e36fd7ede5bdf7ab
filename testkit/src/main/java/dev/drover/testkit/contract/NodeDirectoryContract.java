package dev.drover.testkit.contract;

import static dev.drover.testkit.SampleTasks.NODE;
import static dev.drover.testkit.SampleTasks.NOW;
import static dev.drover.testkit.SampleTasks.OTHER_NODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drover.application.plugin.Storage;
import dev.drover.application.port.storage.NodeDirectory;
import dev.drover.application.port.storage.NodeDirectory.KnownNode;
import dev.drover.application.port.storage.NodeDirectory.Renewal;
import dev.drover.domain.node.NodeId;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tests the promises of {@link NodeDirectory}. */
public abstract class NodeDirectoryContract extends StorageContract {
  /**
   * @param storage a new, empty storage; closed after each test
   */
  protected NodeDirectoryContract(Storage storage) {
    super(storage);
  }

  @Test
  void of_two_processes_by_one_name_the_later_holds_the_lease() {
    UUID later = UUID.randomUUID();
    nodes.acquire(NODE, later, Duration.ofHours(1), NOW);

    assertThat(nodes.renew(NODE, PROCESS, Duration.ofHours(1), NOW)).isEqualTo(Renewal.REFUSED);
    nodes.release(NODE, PROCESS);

    assertThat(nodes.all()).filteredOn(node -> node.id().equals(NODE)).allMatch(KnownNode::alive);
    assertThat(nodes.renew(NODE, later, Duration.ofHours(1), NOW)).isEqualTo(Renewal.UNBROKEN);
    nodes.release(NODE, later);
    assertThat(nodes.renew(NODE, PROCESS, Duration.ofHours(1), NOW)).isEqualTo(Renewal.ANEW);
  }

  @Test
  void a_renewal_says_whether_the_lease_had_lapsed_before_it() throws Exception {
    UUID process = UUID.randomUUID();
    nodes.acquire(NODE, process, Duration.ofHours(1), NOW);
    assertThat(nodes.renew(NODE, process, Duration.ofHours(1), NOW)).isEqualTo(Renewal.UNBROKEN);
    assertThat(nodes.renew(NODE, process, Duration.ZERO, NOW)).isEqualTo(Renewal.UNBROKEN);

    assertThat(nodes.renew(NODE, process, Duration.ofHours(1), NOW)).isEqualTo(Renewal.ANEW);
    assertThat(nodes.renew(NODE, process, Duration.ofHours(1), NOW)).isEqualTo(Renewal.UNBROKEN);
  }

  @Test
  void a_node_that_was_never_seen_takes_its_lease_by_renewing_it() {
    NodeId third = new NodeId("node-3");

    assertThat(nodes.renew(third, PROCESS, Duration.ofHours(1), NOW.plusSeconds(3)))
        .isEqualTo(Renewal.ANEW);

    assertThat(nodes.all())
        .extracting(KnownNode::id, KnownNode::alive)
        .containsExactly(tuple(NODE, true), tuple(OTHER_NODE, true), tuple(third, true));
    assertThat(nodes.all().getLast().startedAt()).isEqualTo(NOW.plusSeconds(3));
  }

  @Test
  void the_release_of_a_node_that_was_never_seen_changes_nothing() {
    nodes.release(new NodeId("node-3"), PROCESS);

    assertThat(nodes.all()).extracting(KnownNode::id).containsExactly(NODE, OTHER_NODE);
  }

  @Test
  void a_lease_is_told_until_when_it_lasts() {
    nodes.acquire(NODE, PROCESS, Duration.ofHours(2), NOW);

    KnownNode first = nodes.all().getFirst();
    KnownNode second = nodes.all().getLast();
    assertThat(Duration.between(second.leaseUntil(), first.leaseUntil()))
        .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
  }
}
