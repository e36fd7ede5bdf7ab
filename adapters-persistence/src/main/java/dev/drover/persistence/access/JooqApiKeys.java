package dev.drover.persistence.access;

import static dev.drover.persistence.postgres.ColumnValues.at;
import static dev.drover.persistence.schema.Tables.API_KEY;

import dev.drover.application.port.storage.ApiKeys;
import dev.drover.domain.access.AccessScope;
import dev.drover.domain.access.ApiKey;
import dev.drover.domain.access.ApiKeyName;
import dev.drover.domain.access.SecretHash;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.schema.tables.records.ApiKeyRecord;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Stores API keys in PostgreSQL: a hash of each key, never the key itself. */
public final class JooqApiKeys implements ApiKeys {
  private final Database database;

  public JooqApiKeys(Database database) {
    this.database = database;
  }

  @Override
  public boolean add(ApiKey key) {
    return database.query(
        sql ->
            sql.insertInto(API_KEY)
                    .set(API_KEY.ID, key.id())
                    .set(API_KEY.NAME, key.name().value())
                    .set(API_KEY.SCOPE, key.scope().wireName())
                    .set(API_KEY.HASH, key.hash().bytes())
                    .set(API_KEY.CREATED_AT, at(key.createdAt()))
                    .onConflictDoNothing()
                    .execute()
                == 1);
  }

  @Override
  public Optional<ApiKey> find(String id) {
    return database.query(
        sql ->
            sql.selectFrom(API_KEY).where(API_KEY.ID.eq(id)).fetchOptional().map(JooqApiKeys::key));
  }

  @Override
  public List<ApiKey> all() {
    return database.query(
        sql ->
            sql.selectFrom(API_KEY)
                .orderBy(API_KEY.CREATED_AT, API_KEY.ID)
                .fetch(JooqApiKeys::key));
  }

  @Override
  public boolean anyUsable() {
    return database.query(
        sql -> sql.fetchExists(sql.selectFrom(API_KEY).where(API_KEY.REVOKED_AT.isNull())));
  }

  @Override
  public boolean revoke(ApiKeyName name, Instant now) {
    return database.query(
        sql ->
            sql.update(API_KEY)
                    .set(API_KEY.REVOKED_AT, at(now))
                    .where(API_KEY.NAME.eq(name.value()))
                    .and(API_KEY.REVOKED_AT.isNull())
                    .execute()
                == 1);
  }

  static ApiKey key(ApiKeyRecord row) {
    return new ApiKey(
        row.getId(),
        new ApiKeyName(row.getName()),
        AccessScope.ofWireName(row.getScope()).orElseThrow(),
        new SecretHash(row.getHash()),
        row.getCreatedAt().toInstant(),
        Optional.ofNullable(row.getRevokedAt()).map(OffsetDateTime::toInstant));
  }
}
