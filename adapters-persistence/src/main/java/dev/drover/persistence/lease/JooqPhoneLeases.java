package dev.drover.persistence.lease;

import static dev.drover.persistence.schema.Tables.LIVE_PHONE_LEASE;

import dev.drover.application.port.storage.PhoneLeases;
import dev.drover.domain.access.SecretHash;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.lease.LeaseHolder;
import dev.drover.domain.lease.LeaseLabel;
import dev.drover.domain.lease.PhoneLease;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.task.TaskId;
import dev.drover.persistence.postgres.Channels;
import dev.drover.persistence.postgres.ClaimLock;
import dev.drover.persistence.postgres.Database;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.types.DayToSecond;

/**
 * Stores the leases of phones in PostgreSQL. They are measured by the database's clock. Openings
 * and extensions take {@link ClaimLock}, so that no claim decides between their check and their
 * change.
 */
public final class JooqPhoneLeases implements PhoneLeases {
  /**
   * What an opening is decided by. Parameters: the server, its process, the phone. {@code
   * clock_timestamp}, because the transaction may have waited for the lock.
   */
  private static final String FACTS =
      """
      SELECT
        EXISTS (SELECT 1 FROM node WHERE id = ? AND process = ?::uuid AND lease_until > clock_timestamp()) AS own,
        (SELECT min(id) FROM node
         WHERE lease_until > now() AND lease_process IS DISTINCT FROM process) AS older,
        (SELECT id FROM task WHERE serial = ? AND status = 1) AS task,
        (SELECT count(*) FROM task WHERE status = 1) + (SELECT count(*) FROM live_phone_lease) AS driven
      """;

  /** A row of the phone that is in the way is not live any more. */
  private static final String OPEN =
      """
      INSERT INTO phone_lease (serial, node, process, holder, label, token_hash, since, until, free_at)
      VALUES (?, ?, ?::uuid, ?, ?, ?, now(), now() + ?::interval, now() + ?::interval)
      ON CONFLICT (serial) DO UPDATE
      SET node = excluded.node, process = excluded.process, holder = excluded.holder, label = excluded.label,
        token_hash = excluded.token_hash, since = excluded.since, until = excluded.until, free_at = excluded.free_at
      RETURNING *
      """;

  /** The end counts from the start of the transaction, so never from after the request. */
  private static final String EXTEND =
      """
      UPDATE phone_lease
      SET until = greatest(until, now() + ?::interval), free_at = greatest(free_at, now() + ?::interval)
      WHERE token_hash = ? AND free_at > clock_timestamp()
        AND EXISTS (SELECT 1 FROM node
                    WHERE node.id = phone_lease.node AND node.process = phone_lease.process
                      AND node.lease_until > clock_timestamp())
      RETURNING *
      """;

  private static final String DEAD =
      " FROM phone_lease WHERE serial NOT IN (SELECT serial FROM live_phone_lease)";

  private final Database database;

  public JooqPhoneLeases(Database database) {
    this.database = database;
  }

  @Override
  public Opening open(NewLease wanted, int deviceLimit) {
    return database.transaction(
        sql -> {
          ClaimLock.take(sql);
          return refused(sql, wanted, deviceLimit)
              .orElseGet(() -> new Opening.Opened(opened(sql, wanted)));
        });
  }

  private static Optional<Opening> refused(DSLContext sql, NewLease wanted, int deviceLimit) {
    Record facts =
        sql.resultQuery(FACTS, wanted.node().value(), wanted.process(), wanted.serial().value())
            .fetchSingle();
    if (!facts.get("own", Boolean.class)) {
      return Optional.of(new Opening.ServerWithoutLease());
    }
    Optional<Opening> older =
        Optional.ofNullable(facts.get("older", String.class))
            .map(id -> new Opening.OlderServer(new NodeId(id)));
    if (older.isPresent()) {
      return older;
    }
    Optional<Opening> leased = live(sql, wanted.serial()).map(Opening.Leased::new);
    if (leased.isPresent()) {
      return leased;
    }
    Optional<Opening> runs =
        Optional.ofNullable(facts.get("task", Long.class))
            .map(id -> new Opening.RunsTask(new TaskId(id)));
    if (runs.isPresent()) {
      return runs;
    }
    return facts.get("driven", Long.class) >= deviceLimit
        ? Optional.of(new Opening.NoPlace(deviceLimit))
        : Optional.empty();
  }

  private static PhoneLease opened(DSLContext sql, NewLease wanted) {
    return sql.resultQuery(
            OPEN,
            wanted.serial().value(),
            wanted.node().value(),
            wanted.process(),
            wanted.holder().wireName(),
            wanted.label().text(),
            wanted.token().bytes(),
            DayToSecond.valueOf(wanted.length()),
            DayToSecond.valueOf(wanted.length().plus(GRACE)))
        .fetchSingle(JooqPhoneLeases::lease);
  }

  @Override
  public Optional<PhoneLease> extend(SecretHash token, Duration length) {
    return database.transaction(
        sql -> {
          ClaimLock.take(sql);
          return sql.resultQuery(
                  EXTEND,
                  DayToSecond.valueOf(length),
                  DayToSecond.valueOf(length.plus(GRACE)),
                  token.bytes())
              .fetchOptional(JooqPhoneLeases::lease);
        });
  }

  @Override
  public boolean release(SecretHash token) {
    return database.transaction(
        sql -> {
          boolean released =
              sql.execute("DELETE FROM phone_lease WHERE token_hash = ?", token.bytes()) > 0;
          if (released) {
            Channels.wakeDispatchers(sql);
          }
          return released;
        });
  }

  @Override
  public List<PhoneLease> all() {
    return database.query(
        sql ->
            sql.resultQuery("SELECT * FROM live_phone_lease ORDER BY serial")
                .fetch(JooqPhoneLeases::lease));
  }

  @Override
  public Optional<PhoneLease> on(DeviceSerial serial) {
    return database.query(sql -> live(sql, serial));
  }

  private static Optional<PhoneLease> live(DSLContext sql, DeviceSerial serial) {
    return sql.resultQuery("SELECT * FROM live_phone_lease WHERE serial = ?", serial.value())
        .fetchOptional(JooqPhoneLeases::lease);
  }

  /** Reads the lease of a row that joins {@code live_phone_lease}; empty where there is none. */
  public static Optional<PhoneLease> joined(Record row) {
    return Optional.ofNullable(row.get(LIVE_PHONE_LEASE.SERIAL))
        .map(_ -> lease(row.into(LIVE_PHONE_LEASE)));
  }

  @Override
  public Optional<PhoneLease> find(SecretHash token) {
    return database.query(
        sql ->
            sql.resultQuery("SELECT * FROM live_phone_lease WHERE token_hash = ?", token.bytes())
                .fetchOptional(JooqPhoneLeases::lease));
  }

  @Override
  public List<PhoneLease> removeEnded() {
    boolean any =
        database.query(
            sql ->
                sql.resultQuery("SELECT EXISTS (SELECT 1" + DEAD + ")")
                    .fetchSingle(row -> row.get(0, Boolean.class)));
    return any ? database.transaction(JooqPhoneLeases::removeDead) : List.of();
  }

  /**
   * Removes the rows under the locks of whoever could make them live again: {@link ClaimLock} for
   * extensions, the servers' rows for renewals.
   */
  private static List<PhoneLease> removeDead(DSLContext sql) {
    ClaimLock.take(sql);
    sql.execute(
        "SELECT 1 FROM node WHERE id IN (SELECT node FROM phone_lease) ORDER BY id FOR UPDATE");
    List<PhoneLease> removed =
        sql.resultQuery("DELETE" + DEAD + " RETURNING *").fetch(JooqPhoneLeases::lease);
    if (!removed.isEmpty()) {
      Channels.wakeDispatchers(sql);
    }
    return removed;
  }

  /** Reads a row of the table or the view. */
  private static PhoneLease lease(Record row) {
    return new PhoneLease(
        new DeviceSerial(row.get("serial", String.class)),
        new NodeId(row.get("node", String.class)),
        LeaseHolder.valueOf(row.get("holder", String.class).toUpperCase(Locale.ROOT)),
        new LeaseLabel(row.get("label", String.class)),
        new SecretHash(row.get("token_hash", byte[].class)),
        row.get("since", OffsetDateTime.class).toInstant(),
        row.get("until", OffsetDateTime.class).toInstant());
  }
}
