package dev.drover.persistence.device;

import static dev.drover.persistence.postgres.ColumnValues.at;
import static dev.drover.persistence.schema.Tables.ACCOUNT;
import static dev.drover.persistence.schema.Tables.DEVICE;
import static dev.drover.persistence.schema.Tables.DEVICE_ADDRESS;
import static dev.drover.persistence.schema.Tables.DEVICE_SEEN;
import static dev.drover.persistence.schema.Tables.LIVE_PHONE_LEASE;
import static dev.drover.persistence.schema.Tables.NODE;
import static dev.drover.persistence.schema.Tables.TASK;

import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.lease.PhoneLease;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.domain.trial.AppTrial;
import dev.drover.persistence.lease.JooqPhoneLeases;
import dev.drover.persistence.postgres.Channels;
import dev.drover.persistence.postgres.ColumnValues;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.trial.JooqAppVersions;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** Stores in PostgreSQL the phones that any server has seen. */
public final class JooqDeviceDirectory implements DeviceDirectory {
  private static final short PENDING = (short) TaskStatus.PENDING.code();
  private static final short RUNNING = (short) TaskStatus.RUNNING.code();

  /**
   * The advisory lock of {@link #save}. The number is arbitrary, but unique among the locks of this
   * schema.
   */
  private static final long SAVE_LOCK = 0x444556494345L;

  /**
   * Whether the server that reported the phone is alive. If it is not, the stored state is out of
   * date.
   */
  private static final Field<Boolean> ATTENDED =
      DSL.field(
          DSL.exists(
              DSL.selectOne()
                  .from(NODE)
                  .where(NODE.ID.eq(DEVICE.NODE))
                  .and(NODE.LEASE_UNTIL.gt(DSL.currentOffsetDateTime()))));

  private static final String NOTE_SEEN =
      """
      INSERT INTO device_seen (serial, seen_at)
      SELECT device.serial, noted.seen_at
      FROM unnest(?::text[], ?::timestamptz[]) AS noted (serial, seen_at)
      JOIN device USING (serial)
      ORDER BY device.serial
      ON CONFLICT (serial) DO UPDATE SET seen_at = excluded.seen_at
      WHERE device_seen.seen_at < excluded.seen_at
      """;

  private static final Field<OffsetDateTime> SEEN_AT =
      DSL.field(
              DSL.select(DEVICE_SEEN.SEEN_AT)
                  .from(DEVICE_SEEN)
                  .where(DEVICE_SEEN.SERIAL.eq(DEVICE.SERIAL)))
          .as("seen_at");

  /** Whether one of its apps keeps tasks waiting. */
  private static final Field<Boolean> WAITS =
      DSL.field(
              "EXISTS (SELECT 1 FROM waiting_app AS w WHERE w.serial = {0})",
              Boolean.class, DEVICE.SERIAL)
          .as("waits");

  private static final Field<?>[] ROW_COLUMNS =
      Stream.of(
              Arrays.stream(DEVICE.fields()),
              Arrays.stream(LIVE_PHONE_LEASE.fields()),
              Stream.of(ATTENDED, SEEN_AT, WAITS))
          .flatMap(Function.identity())
          .toArray(Field<?>[]::new);

  /** Made once: to make it takes jOOQ longer than PostgreSQL needs to answer it. */
  private static final String ROWS =
      DSL.using(SQLDialect.POSTGRES, new Settings().withRenderSchema(false))
          .render(
              DSL.select(ROW_COLUMNS)
                  .from(DEVICE)
                  .leftJoin(LIVE_PHONE_LEASE)
                  .on(LIVE_PHONE_LEASE.SERIAL.eq(DEVICE.SERIAL))
                  .where(DEVICE.SERIAL.eq(DSL.any(new String[0]))));

  private final Database database;

  public JooqDeviceDirectory(Database database) {
    this.database = database;
  }

  @Override
  public void save(NodeId node, Device device) {
    String serial = device.serial().value();
    String[] addresses = device.addresses().toArray(String[]::new);
    Short battery = device.battery().isPresent() ? (short) device.battery().getAsInt() : null;
    database.transaction(
        sql -> {
          // Saves are serialized: two phones that swap addresses would deadlock on each other's
          // rows, or both keep the address.
          sql.execute("SELECT pg_advisory_xact_lock(?)", SAVE_LOCK);
          int kept =
              sql.insertInto(DEVICE)
                  .set(DEVICE.SERIAL, serial)
                  .set(DEVICE.NODE, node.value())
                  .set(DEVICE.ADDRESSES, addresses)
                  .set(DEVICE.MODEL, device.model())
                  .set(DEVICE.ANDROID_VERSION, device.androidVersion())
                  .set(DEVICE.STATE, device.state().name())
                  .set(DEVICE.BATTERY, battery)
                  .set(DEVICE.PROBLEM, device.problem().map(ColumnValues::storable).orElse(null))
                  .onConflict(DEVICE.SERIAL)
                  .doUpdate()
                  .set(DEVICE.NODE, node.value())
                  .set(DEVICE.ADDRESSES, addresses)
                  .set(DEVICE.MODEL, device.model())
                  .set(DEVICE.ANDROID_VERSION, device.androidVersion())
                  .set(DEVICE.STATE, device.state().name())
                  .set(DEVICE.BATTERY, battery)
                  .set(DEVICE.PROBLEM, device.problem().map(ColumnValues::storable).orElse(null))
                  // When a phone moves, its old server reports it offline; that must not overwrite
                  // the new server's report.
                  .where(DEVICE.NODE.eq(node.value()).or(DSL.val(isThere(device.state()))))
                  .execute();
          if (kept == 1) {
            takeFromOthers(sql, serial, addresses);
            bringAlong(sql, serial, addresses);
          }
          return kept;
        });
  }

  /** Removes these addresses from other phones. */
  private static void takeFromOthers(DSLContext sql, String serial, String[] addresses) {
    sql.update(DEVICE)
        .set(
            DEVICE.ADDRESSES,
            DSL.field(
                "array(SELECT a FROM unnest({0}) AS a WHERE a <> ALL ({1}))",
                String[].class, DEVICE.ADDRESSES, DSL.val(addresses, DEVICE.ADDRESSES)))
        .where(DEVICE.SERIAL.ne(serial))
        .and(DSL.condition("{0} && {1}", DEVICE.ADDRESSES, DSL.val(addresses, DEVICE.ADDRESSES)))
        .execute();
  }

  /**
   * Moves accounts and pending tasks that name one of the phone's addresses to the phone's serial.
   */
  private static void bringAlong(DSLContext sql, String serial, String[] addresses) {
    List<Long> accounts =
        sql.select(ACCOUNT.ID)
            .from(ACCOUNT)
            .where(ACCOUNT.SERIAL.eq(DSL.any(addresses)))
            .and(ACCOUNT.SERIAL.ne(serial))
            .orderBy(ACCOUNT.ID)
            .forNoKeyUpdate()
            .fetch(ACCOUNT.ID);
    sql.update(ACCOUNT)
        .set(ACCOUNT.SERIAL, serial)
        .where(ACCOUNT.ID.eq(DSL.any(accounts.toArray(Long[]::new))))
        .execute();
    List<Long> tasks =
        sql.select(TASK.ID)
            .from(TASK)
            .where(TASK.STATUS.eq(PENDING))
            .and(TASK.SERIAL.eq(DSL.any(addresses)))
            .and(TASK.SERIAL.ne(serial))
            .orderBy(TASK.ID)
            .forNoKeyUpdate()
            .fetch(TASK.ID);
    sql.update(TASK)
        .set(TASK.SERIAL, serial)
        .where(TASK.ID.eq(DSL.any(tasks.toArray(Long[]::new))))
        .execute();
  }

  private static boolean isThere(DeviceState state) {
    return switch (state) {
      case ONLINE, CONFLICT -> true;
      case OFFLINE, UNAUTHORIZED -> false;
    };
  }

  @Override
  public void noteSeen(Map<DeviceSerial, Instant> phones) {
    // In the order of their serials, so that two servers never wait for each other.
    List<DeviceSerial> serials =
        phones.keySet().stream().sorted(Comparator.comparing(DeviceSerial::value)).toList();
    database.query(
        sql ->
            sql.execute(
                NOTE_SEEN,
                serials.stream().map(DeviceSerial::value).toArray(String[]::new),
                serials.stream()
                    .map(serial -> at(phones.getOrDefault(serial, Instant.EPOCH)))
                    .toArray(OffsetDateTime[]::new)));
  }

  @Override
  public List<KnownDevice> all() {
    return select(DSL.noCondition());
  }

  @Override
  public Optional<KnownDevice> find(DeviceSerial serial) {
    return select(DEVICE.SERIAL.eq(serial.value())).stream().findFirst();
  }

  @Override
  public Set<DeviceSerial> known(Set<DeviceSerial> serials) {
    return database.query(
        sql ->
            sql
                .select(DEVICE.SERIAL)
                .from(DEVICE)
                .where(DEVICE.SERIAL.in(serials.stream().map(DeviceSerial::value).toList()))
                .fetch(DEVICE.SERIAL)
                .stream()
                .map(DeviceSerial::new)
                .collect(Collectors.toUnmodifiableSet()));
  }

  private List<KnownDevice> select(Condition condition) {
    Field<Long> running =
        DSL.field(
            DSL.select(TASK.ID)
                .from(TASK)
                .where(TASK.SERIAL.eq(DEVICE.SERIAL))
                .and(TASK.STATUS.eq(RUNNING)));
    Field<Integer> queued =
        DSL.field(
            DSL.selectCount()
                .from(TASK)
                .where(TASK.SERIAL.eq(DEVICE.SERIAL))
                .and(TASK.STATUS.eq(PENDING)));
    return database.query(
        sql -> {
          var rows =
              sql.select(DEVICE.fields())
                  .select(LIVE_PHONE_LEASE.fields())
                  .select(running, queued, ATTENDED, SEEN_AT)
                  .from(DEVICE)
                  .leftJoin(LIVE_PHONE_LEASE)
                  .on(LIVE_PHONE_LEASE.SERIAL.eq(DEVICE.SERIAL))
                  .where(condition)
                  .orderBy(DEVICE.SERIAL)
                  .fetch();
          Map<String, List<AppTrial>> apps =
              rows.isEmpty()
                  ? Map.of()
                  : JooqAppVersions.onPhones(sql, rows.getValues(DEVICE.SERIAL));
          return rows.map(
              row ->
                  new KnownDevice(
                      device(row),
                      new NodeId(row.get(DEVICE.NODE)),
                      Optional.ofNullable(row.get(running)).map(TaskId::new),
                      row.get(queued),
                      pause(row),
                      JooqPhoneLeases.joined(row),
                      lastSeen(row),
                      apps.getOrDefault(row.get(DEVICE.SERIAL), List.of())));
        });
  }

  private static Optional<Instant> lastSeen(Record row) {
    return Optional.ofNullable(row.get(SEEN_AT)).map(OffsetDateTime::toInstant);
  }

  /**
   * A phone without its queue.
   *
   * @param apps its apps, if one of them keeps tasks waiting; empty otherwise
   */
  public record DeviceRow(
      Device device,
      Optional<Pause> pause,
      Optional<PhoneLease> lease,
      Optional<Instant> lastSeen,
      List<AppTrial> apps) {}

  /** Returns the phones among these that have been seen. */
  public static List<DeviceRow> rows(DSLContext sql, Collection<DeviceSerial> serials) {
    String[] wanted = serials.stream().map(DeviceSerial::value).toArray(String[]::new);
    List<Record> rows =
        sql.connectionResult(
            connection -> {
              try (PreparedStatement statement = connection.prepareStatement(ROWS)) {
                statement.setArray(1, connection.createArrayOf("text", wanted));
                try (ResultSet found = statement.executeQuery()) {
                  return sql.fetch(found, ROW_COLUMNS);
                }
              }
            });
    List<String> waiting =
        rows.stream().filter(row -> row.get(WAITS)).map(row -> row.get(DEVICE.SERIAL)).toList();
    Map<String, List<AppTrial>> apps =
        waiting.isEmpty() ? Map.of() : JooqAppVersions.onPhones(sql, waiting);
    return rows.stream()
        .map(
            row ->
                new DeviceRow(
                    device(row),
                    pause(row),
                    JooqPhoneLeases.joined(row),
                    lastSeen(row),
                    apps.getOrDefault(row.get(DEVICE.SERIAL), List.of())))
        .toList();
  }

  private static Device device(Record row) {
    Short battery = row.get(DEVICE.BATTERY);
    DeviceState state = DeviceState.valueOf(row.get(DEVICE.STATE));
    Optional<String> problem = Optional.ofNullable(row.get(DEVICE.PROBLEM));
    if (!row.get(ATTENDED) && state == DeviceState.ONLINE) {
      state = DeviceState.OFFLINE;
      problem =
          Optional.of(
              "the server that it was connected to, "
                  + row.get(DEVICE.NODE)
                  + ", does not run; start it, or connect the phone to another");
    }
    return new Device(
        new DeviceSerial(row.get(DEVICE.SERIAL)),
        List.of(row.get(DEVICE.ADDRESSES)),
        row.get(DEVICE.MODEL),
        row.get(DEVICE.ANDROID_VERSION),
        state,
        battery == null ? OptionalInt.empty() : OptionalInt.of(battery),
        problem);
  }

  private static Optional<Pause> pause(Record row) {
    return Optional.ofNullable(row.get(DEVICE.PAUSED_SINCE))
        .map(
            since ->
                new Pause(
                    since.toInstant(),
                    row.get(DEVICE.PAUSE_REASON),
                    Optional.ofNullable(row.get(DEVICE.PAUSED_BY))));
  }

  @Override
  public boolean pause(DeviceSerial serial, String by, String reason, Instant now) {
    return database.query(
        sql ->
            sql.update(DEVICE)
                    .set(
                        DEVICE.PAUSED_BY,
                        DSL.when(DEVICE.PAUSED_SINCE.isNull(), ColumnValues.storable(by))
                            .otherwise(DEVICE.PAUSED_BY))
                    .set(DEVICE.PAUSED_SINCE, DSL.coalesce(DEVICE.PAUSED_SINCE, at(now)))
                    .set(
                        DEVICE.PAUSE_REASON,
                        DSL.coalesce(DEVICE.PAUSE_REASON, ColumnValues.storable(reason)))
                    .where(DEVICE.SERIAL.eq(serial.value()))
                    .execute()
                == 1);
  }

  @Override
  public boolean resume(DeviceSerial serial) {
    return database.transaction(
        sql -> {
          int found =
              sql.update(DEVICE)
                  .setNull(DEVICE.PAUSED_SINCE)
                  .setNull(DEVICE.PAUSE_REASON)
                  .setNull(DEVICE.PAUSED_BY)
                  .where(DEVICE.SERIAL.eq(serial.value()))
                  .execute();
          Channels.wakeDispatchers(sql);
          return found == 1;
        });
  }

  @Override
  public Optional<DeviceSerial> resolve(String serialOrAddress) {
    return database.query(
        sql ->
            sql.select(DEVICE.SERIAL)
                .from(DEVICE)
                .where(DEVICE.SERIAL.eq(serialOrAddress))
                .or(DSL.val(serialOrAddress).eq(DSL.any(DEVICE.ADDRESSES)))
                .orderBy(DEVICE.SERIAL.eq(serialOrAddress).desc(), DEVICE.SERIAL)
                .limit(1)
                .fetchOptional(DEVICE.SERIAL)
                .map(DeviceSerial::new));
  }

  @Override
  public boolean remove(DeviceSerial serial) {
    return database.query(
        sql -> sql.deleteFrom(DEVICE).where(DEVICE.SERIAL.eq(serial.value())).execute() == 1);
  }

  @Override
  public List<String> addressesOf(NodeId node) {
    return database.query(
        sql ->
            sql.select(DEVICE_ADDRESS.ADDRESS)
                .from(DEVICE_ADDRESS)
                .where(DEVICE_ADDRESS.NODE.eq(node.value()))
                .orderBy(DEVICE_ADDRESS.ADDRESS)
                .fetch(DEVICE_ADDRESS.ADDRESS));
  }

  @Override
  public void rememberAddress(NodeId node, String address) {
    database.query(
        sql ->
            sql.insertInto(DEVICE_ADDRESS)
                .set(DEVICE_ADDRESS.NODE, node.value())
                .set(DEVICE_ADDRESS.ADDRESS, address)
                .onConflictDoNothing()
                .execute());
  }

  @Override
  public void forgetAddress(NodeId node, String address) {
    database.query(
        sql ->
            sql.deleteFrom(DEVICE_ADDRESS)
                .where(DEVICE_ADDRESS.NODE.eq(node.value()))
                .and(DEVICE_ADDRESS.ADDRESS.eq(address))
                .execute());
  }
}
