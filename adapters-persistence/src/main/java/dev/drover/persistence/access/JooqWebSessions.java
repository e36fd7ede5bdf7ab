package dev.drover.persistence.access;

import static dev.drover.persistence.postgres.ColumnValues.at;
import static dev.drover.persistence.schema.Tables.API_KEY;
import static dev.drover.persistence.schema.Tables.WEB_SESSION;

import dev.drover.application.port.storage.WebSessions;
import dev.drover.domain.access.ApiKey;
import dev.drover.domain.access.SecretHash;
import dev.drover.domain.access.WebSession;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.schema.tables.records.WebSessionRecord;
import java.time.Instant;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Stores the dashboard's sessions in PostgreSQL: a hash of each token, never the token itself. */
public final class JooqWebSessions implements WebSessions {
  /**
   * The advisory lock under which sessions without a key are added. The number is arbitrary, but
   * unique among the locks of this schema.
   */
  private static final long KEYLESS_LOCK = 0x53455353494f4eL;

  private final Database database;

  public JooqWebSessions(Database database) {
    this.database = database;
  }

  @Override
  public Adding add(WebSession session, int mostOfOneKey) {
    return database.transaction(
        sql -> {
          Optional<String> key = session.key().map(ApiKey::id);
          if (key.isEmpty()) {
            sql.execute("SELECT pg_advisory_xact_lock(?)", KEYLESS_LOCK);
          } else if (sql.selectOne()
              .from(API_KEY)
              .where(API_KEY.ID.eq(key.get()))
              .and(API_KEY.REVOKED_AT.isNull())
              .forUpdate()
              .fetch()
              .isEmpty()) {
            return new Adding.KeyRevoked();
          }
          Condition ofKey = key.map(WEB_SESSION.KEY_ID::eq).orElseGet(WEB_SESSION.KEY_ID::isNull);
          sql.deleteFrom(WEB_SESSION)
              .where(
                  WEB_SESSION.HASH.in(
                      sql.select(WEB_SESSION.HASH)
                          .from(WEB_SESSION)
                          .where(ofKey)
                          .orderBy(WEB_SESSION.CREATED_AT.desc())
                          .offset(mostOfOneKey - 1)))
              .execute();
          WebSessionRecord row = new WebSessionRecord();
          row.setHash(session.hash().bytes());
          key.ifPresent(row::setKeyId);
          row.setCreatedAt(at(session.createdAt()));
          row.setExpiresAt(at(session.expiresAt()));
          sql.insertInto(WEB_SESSION).set(row).execute();
          return new Adding.Added();
        });
  }

  @Override
  public Optional<WebSession> find(SecretHash hash, Instant now) {
    return database.query(
        sql ->
            sql.select(WEB_SESSION.fields())
                .select(API_KEY.fields())
                .from(WEB_SESSION)
                .leftJoin(API_KEY)
                .on(API_KEY.ID.eq(WEB_SESSION.KEY_ID))
                .where(WEB_SESSION.HASH.eq(hash.bytes()))
                .fetchOptional()
                .map(JooqWebSessions::session)
                .filter(session -> session.standsAt(now)));
  }

  private static WebSession session(Record row) {
    WebSessionRecord session = row.into(WEB_SESSION);
    return new WebSession(
        new SecretHash(session.getHash()),
        Optional.ofNullable(session.getKeyId()).map(_ -> JooqApiKeys.key(row.into(API_KEY))),
        session.getCreatedAt().toInstant(),
        session.getExpiresAt().toInstant());
  }

  @Override
  public boolean end(SecretHash hash) {
    return database.query(
        sql -> sql.deleteFrom(WEB_SESSION).where(WEB_SESSION.HASH.eq(hash.bytes())).execute() == 1);
  }

  @Override
  public int prune(Instant now, int most) {
    return database.query(
        sql ->
            sql.deleteFrom(WEB_SESSION)
                .where(
                    WEB_SESSION.HASH.in(
                        sql.select(WEB_SESSION.HASH)
                            .from(WEB_SESSION)
                            .where(WEB_SESSION.EXPIRES_AT.le(at(now)))
                            .or(
                                DSL.exists(
                                    sql.selectOne()
                                        .from(API_KEY)
                                        .where(API_KEY.ID.eq(WEB_SESSION.KEY_ID))
                                        .and(API_KEY.REVOKED_AT.isNotNull())))
                            .limit(most)))
                .execute());
  }
}
