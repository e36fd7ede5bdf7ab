package dev.drover.persistence.node;

import static dev.drover.persistence.postgres.ColumnValues.at;
import static dev.drover.persistence.schema.Tables.NODE;

import dev.drover.application.port.storage.NodeDirectory;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.persistence.postgres.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;

/** Stores servers and their leases in PostgreSQL. Leases are measured by the database's clock. */
public final class JooqNodeDirectory implements NodeDirectory {
  /**
   * Locks the row before it checks anything. The new lease counts from the start of the statement.
   * The lease was unbroken only if the old one was still valid when the lock was granted. If it was
   * broken, the leases of phones that the server had opened end with it, and don't come back.
   */
  private static final String RENEW =
      """
      WITH before AS MATERIALIZED (
        SELECT process = ?::uuid AS own, lease_until FROM node WHERE id = ? FOR UPDATE
      ), renewed AS (
        INSERT INTO node (id, process, lease_process, lease_until, started_at, scripts)
        SELECT ?, ?::uuid, ?::uuid, now() + ?::interval, ?::timestamptz, ?::text[]
        FROM (SELECT count(*) FROM before) AS locked
        ON CONFLICT (id) DO UPDATE
        SET process = excluded.process, lease_process = excluded.lease_process, lease_until = excluded.lease_until,
          started_at = excluded.started_at, scripts = excluded.scripts
        WHERE node.process = excluded.process OR node.process IS NULL OR node.lease_until <= now()
        RETURNING id
      ), answer AS MATERIALIZED (
        SELECT renewed.id, coalesce(before.own AND before.lease_until > clock_timestamp(), false) AS unbroken
        FROM renewed LEFT JOIN before ON true
      ), ended AS (
        DELETE FROM phone_lease USING answer WHERE phone_lease.node = answer.id AND NOT answer.unbroken
      )
      SELECT unbroken FROM answer
      """;

  private final Database database;
  private final String[] scripts;

  /**
   * @param scripts the scripts that this server runs
   */
  public JooqNodeDirectory(Database database, ScriptTypes scripts) {
    this.database = database;
    this.scripts = scripts.names().toArray(String[]::new);
  }

  @Override
  public void acquire(NodeId node, UUID process, Duration lease, Instant startedAt) {
    Field<OffsetDateTime> until = fromNow(lease);
    database.transaction(
        sql -> {
          sql.insertInto(NODE)
              .set(NODE.ID, node.value())
              .set(NODE.PROCESS, process)
              .set(NODE.LEASE_PROCESS, process)
              .set(NODE.LEASE_UNTIL, until)
              .set(NODE.STARTED_AT, at(startedAt))
              .set(NODE.SCRIPTS, scripts)
              .onConflict(NODE.ID)
              .doUpdate()
              .set(NODE.PROCESS, process)
              .set(NODE.LEASE_PROCESS, process)
              .set(NODE.LEASE_UNTIL, until)
              .set(NODE.STARTED_AT, at(startedAt))
              .set(NODE.SCRIPTS, scripts)
              .execute();
          // What another process of this name had leased is free again.
          return sql.execute("DELETE FROM phone_lease WHERE node = ?", node.value());
        });
  }

  @Override
  public Renewal renew(NodeId node, UUID process, Duration lease, Instant startedAt) {
    return database.query(
        sql ->
            sql.resultQuery(
                    RENEW,
                    process,
                    node.value(),
                    node.value(),
                    process,
                    process,
                    DayToSecond.valueOf(lease),
                    at(startedAt),
                    scripts)
                .fetchOptional(row -> row.get(0, Boolean.class) ? Renewal.UNBROKEN : Renewal.ANEW)
                .orElse(Renewal.REFUSED));
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
