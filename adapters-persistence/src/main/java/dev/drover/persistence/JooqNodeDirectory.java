package dev.drover.persistence;

import static dev.drover.persistence.TaskRows.at;
import static dev.drover.persistence.schema.Tables.NODE;

import dev.drover.application.port.NodeDirectory;
import dev.drover.domain.device.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;

/** The nodes and their leases in PostgreSQL, by its clock. */
public final class JooqNodeDirectory implements NodeDirectory {
  private final Database database;

  public JooqNodeDirectory(Database database) {
    this.database = database;
  }

  @Override
  public void acquire(NodeId node, UUID process, Duration lease, Instant startedAt) {
    give(node, process, lease, startedAt, DSL.trueCondition());
  }

  @Override
  public boolean renew(NodeId node, UUID process, Duration lease, Instant startedAt) {
    return give(
        node,
        process,
        lease,
        startedAt,
        NODE.PROCESS
            .eq(process)
            .or(NODE.PROCESS.isNull())
            .or(NODE.LEASE_UNTIL.le(DSL.currentOffsetDateTime())));
  }

  private boolean give(
      NodeId node, UUID process, Duration lease, Instant startedAt, Condition allowed) {
    Field<OffsetDateTime> until = fromNow(lease);
    return database.query(
        sql ->
            sql.insertInto(NODE)
                    .set(NODE.ID, node.value())
                    .set(NODE.PROCESS, process)
                    .set(NODE.LEASE_UNTIL, until)
                    .set(NODE.STARTED_AT, at(startedAt))
                    .set(NODE.SCRIPTS, StoredScript.known())
                    .onConflict(NODE.ID)
                    .doUpdate()
                    .set(NODE.PROCESS, process)
                    .set(NODE.LEASE_UNTIL, until)
                    .set(NODE.STARTED_AT, at(startedAt))
                    .set(NODE.SCRIPTS, StoredScript.known())
                    .where(allowed)
                    .execute()
                == 1);
  }

  @Override
  public void release(NodeId node, UUID process) {
    database.query(
        sql ->
            sql.update(NODE)
                .set(NODE.LEASE_UNTIL, DSL.currentOffsetDateTime())
                .where(NODE.ID.eq(node.value()))
                .and(NODE.PROCESS.eq(process))
                .execute());
  }

  private static Field<OffsetDateTime> fromNow(Duration lease) {
    return DSL.currentOffsetDateTime().add(DayToSecond.valueOf(lease));
  }

  @Override
  public List<KnownNode> all() {
    Field<Boolean> alive = DSL.field(NODE.LEASE_UNTIL.gt(DSL.currentOffsetDateTime()));
    return database.query(
        sql ->
            sql.select(NODE.ID, alive, NODE.STARTED_AT, NODE.LEASE_UNTIL)
                .from(NODE)
                .orderBy(NODE.ID)
                .fetch(
                    row ->
                        new KnownNode(
                            new NodeId(row.value1()),
                            row.value2(),
                            row.value3().toInstant(),
                            row.value4().toInstant())));
  }
}
