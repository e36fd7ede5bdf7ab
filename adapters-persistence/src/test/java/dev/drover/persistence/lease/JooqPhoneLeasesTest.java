package dev.drover.persistence.lease;

import static dev.drover.persistence.testing.QueueFixture.NOW;
import static dev.drover.persistence.testing.QueueFixture.follow;
import static dev.drover.persistence.testing.QueueFixture.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.storage.PhoneLeases.NewLease;
import dev.drover.application.port.storage.PhoneLeases.Opening;
import dev.drover.domain.access.SecretHash;
import dev.drover.domain.lease.LeaseHolder;
import dev.drover.domain.lease.LeaseLabel;
import dev.drover.domain.lease.LeaseToken;
import dev.drover.domain.node.NodeId;
import dev.drover.persistence.JooqStorage;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.testkit.contract.PhoneLeasesContract;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jooq.types.DayToSecond;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqPhoneLeasesTest extends PhoneLeasesContract {
  private static final NodeId THIRD = new NodeId("node-3");

  private final Database database;

  JooqPhoneLeasesTest(Database database) {
    super(new JooqStorage(database));
    this.database = database;
  }

  @Override
  protected void letLeasesAge(Duration by) {
    DayToSecond interval = DayToSecond.valueOf(by);
    database.query(
        sql ->
            sql.execute(
                "UPDATE phone_lease SET since = since - ?::interval, until = until - ?::interval,"
                    + " free_at = free_at - ?::interval",
                interval,
                interval,
                interval));
  }

  /** Does what a server of the version before does: it writes its process, and no other mark. */
  @Override
  protected void addOlderServer(NodeId node) {
    UUID process = UUID.randomUUID();
    database.query(
        sql ->
            sql.execute(
                "INSERT INTO node (id, process, lease_until, started_at)"
                    + " VALUES (?, ?::uuid, now() + interval '1 hour', now())"
                    + " ON CONFLICT (id) DO UPDATE SET process = excluded.process,"
                    + " lease_until = excluded.lease_until",
                node.value(),
                process));
  }

  @Test
  void a_server_of_the_version_before_that_comes_later_starts_nothing_on_a_leased_phone() {
    UUID process = UUID.randomUUID();
    SecretHash token = LeaseToken.generate(new SecureRandom()).hash();
    nodes.acquire(THIRD, process, Duration.ofHours(1), NOW);
    assertThat(
            storage
                .leases()
                .open(
                    new NewLease(
                        phone(1),
                        THIRD,
                        process,
                        LeaseHolder.PROGRAM,
                        new LeaseLabel("a script"),
                        token,
                        Duration.ofMinutes(1)),
                    1))
        .isInstanceOf(Opening.Opened.class);
    tasks.insert(List.of(follow(phone(1), "ann"), follow(phone(2), "ann")));

    assertThat(claimedByOldServer()).containsExactly(phone(2).value());
    storage.leases().release(token);
    assertThat(claimedByOldServer()).containsExactly(phone(1).value());
  }

  private List<String> claimedByOldServer() {
    return database.query(
        sql ->
            sql.resultQuery(
                    "WITH claimed AS (UPDATE task SET status = 1, node = 'old', attempt_count ="
                        + " attempt_count + 1, started_at = now() WHERE status = 0 RETURNING"
                        + " serial) SELECT serial FROM claimed")
                .fetch(row -> row.get(0, String.class)));
  }
}
