package dev.drover.persistence;

import static dev.drover.persistence.TaskRows.at;
import static dev.drover.persistence.schema.Tables.NODE;

import dev.drover.application.port.NodeDirectory;
import dev.drover.domain.device.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
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
  public void renew(NodeId node, Duration lease, Instant startedAt) {
    Field<OffsetDateTime> until = DSL.currentOffsetDateTime().add(DayToSecond.valueOf(lease));
    database.query(
        sql ->
            sql.insertInto(NODE)
                .set(NODE.ID, node.value())
                .set(NODE.LEASE_UNTIL, until)
                .set(NODE.STARTED_AT, at(startedAt))
                .onConflict(NODE.ID)
                .doUpdate()
                .set(NODE.LEASE_UNTIL, until)
                .set(NODE.STARTED_AT, at(startedAt))
                .execute());
  }

  @Override
  public void release(NodeId node) {
    database.query(
        sql ->
            sql.update(NODE)
                .set(NODE.LEASE_UNTIL, DSL.currentOffsetDateTime())
                .where(NODE.ID.eq(node.value()))
                .execute());
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
