package dev.drover.persistence;

import dev.drover.application.material.AllowedFolders;
import dev.drover.application.material.MaterialChooser;
import dev.drover.application.plugin.Finding;
import dev.drover.application.plugin.InvalidSetting;
import dev.drover.application.plugin.Storage;
import dev.drover.application.plugin.StorageAdapter;
import dev.drover.application.plugin.StorageContext;
import dev.drover.application.plugin.StorageContext.MaterialFolders;
import dev.drover.persistence.access.SecretCipher;
import dev.drover.persistence.account.JooqActionBudgets;
import dev.drover.persistence.material.JooqMaterialLibrary;
import dev.drover.persistence.material.JooqMaterialStock;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.postgres.EmbeddedPostgres;
import dev.drover.persistence.postgres.PostgresUnusable;
import dev.drover.persistence.task.JooqTaskRepository;
import dev.drover.persistence.trial.FailedTrials;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.function.Function;

/**
 * Stores data in PostgreSQL: in the operator's own, or in an embedded one in Drover's home
 * directory.
 */
public final class PostgresStorageAdapter implements StorageAdapter {
  /**
   * The setting with the URL of the operator's PostgreSQL. Without it, the embedded one is used.
   */
  public static final String DATABASE_URL = "database-url";

  /**
   * The setting with the keys that encrypt secrets, in base64. Without it, the key in {@code
   * secret.key} in the home directory is used.
   */
  public static final String SECRET_KEY = "secret-key";

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public Storage open(StorageContext context) {
    Database.prepare();
    Optional<DatabaseAddress> own = setting(context, DATABASE_URL, DatabaseAddress::parse);
    if (own.isPresent()) {
      return storage(context, own.get(), "your own", () -> {});
    }
    Path directory = context.home().resolve("postgres");
    if (context.use() == StorageContext.Use.COMMAND_BESIDE_SERVER) {
      DatabaseAddress running =
          EmbeddedPostgres.running(directory)
              .orElseThrow(
                  () ->
                      new PostgresUnusable(
                          "the embedded PostgreSQL in "
                              + context.home()
                              + " accepts no connections: the server that uses this directory is"
                              + " starting, or this user may not write to it; try again once the"
                              + " server is up"));
      return storage(context, running, "embedded PostgreSQL", () -> {});
    }
    EmbeddedPostgres embedded = EmbeddedPostgres.start(directory);
    try {
      return storage(context, embedded.address(), "embedded PostgreSQL", embedded::close);
    } catch (RuntimeException | Error failed) {
      embedded.close();
      throw failed;
    }
  }

  private static Storage storage(
      StorageContext context, DatabaseAddress address, String description, Runnable closing) {
    Database database = Database.open(address);
    try {
      database.measure(context.meter());
      return new PostgresStorage(
          database,
          context.scripts(),
          description,
          address.ports(),
          new JooqActionBudgets(database, context.serverZone()),
          context.clock(),
          () -> work(context, database),
          closing);
    } catch (RuntimeException | Error failed) {
      database.close();
      throw failed;
    }
  }

  private static PostgresStorage.Work work(StorageContext context, Database database) {
    SecretCipher cipher =
        setting(context, SECRET_KEY, SecretCipher::ofKey)
            .orElseGet(() -> SecretCipher.ofFile(context.home().resolve("secret.key")));
    MaterialFolders files = context.materials();
    return new PostgresStorage.Work(
        new JooqTaskRepository(database, cipher, context.scripts()),
        new JooqMaterialLibrary(
            database, files.library(), files.largestBytes(), context.node(), context.clock()),
        new MaterialChooser(
            new JooqMaterialStock(database, files.library(), context.clock()),
            new AllowedFolders(files.roots(), files.uploads(), files.largestBytes()),
            new Random()));
  }

  private static <T> Optional<T> setting(
      StorageContext context, String name, Function<String, T> read) {
    try {
      return Optional.ofNullable(context.settings().get(name)).map(read);
    } catch (IllegalArgumentException unusable) {
      throw new InvalidSetting(
          name, Optional.ofNullable(unusable.getMessage()).orElse("can't be used"));
    }
  }

  @Override
  public List<Finding> check(StorageContext context) {
    Optional<DatabaseAddress> own = setting(context, DATABASE_URL, DatabaseAddress::parse);
    if (own.isPresent()) {
      return check(own.get());
    }
    if (context.use() != StorageContext.Use.COMMAND_BESIDE_SERVER) {
      return List.of(
          Finding.ok("database: its own below " + context.home() + ", started with the server"));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.ok("database: its own below " + context.home() + ", in use by the running server"));
    EmbeddedPostgres.running(context.home().resolve("postgres"))
        .ifPresent(running -> findings.addAll(failedTrials(running)));
    return List.copyOf(findings);
  }

  private static List<Finding> failedTrials(DatabaseAddress address) {
    try (Connection connection = connect(address)) {
      return FailedTrials.in(connection);
    } catch (SQLException unreadable) {
      return List.of(
          Finding.note("database: the apps' versions can't be read: " + unreadable.getMessage()));
    }
  }

  private static Connection connect(DatabaseAddress address) throws SQLException {
    Properties credentials = address.credentials();
    credentials.setProperty("connectTimeout", "5");
    credentials.setProperty("socketTimeout", "10");
    return DriverManager.getConnection(address.jdbcUrl(), credentials);
  }

  private static List<Finding> check(DatabaseAddress address) {
    try (Connection connection = connect(address)) {
      int version = connection.getMetaData().getDatabaseMajorVersion();
      if (version < Database.OLDEST_VERSION) {
        return List.of(
            Finding.fail(
                "database: PostgreSQL "
                    + version
                    + "; Drover needs "
                    + Database.OLDEST_VERSION
                    + " or later"));
      }
      List<Finding> findings = new ArrayList<>();
      findings.add(Finding.ok("database: your PostgreSQL " + version));
      findings.addAll(FailedTrials.in(connection));
      return List.copyOf(findings);
    } catch (SQLException refused) {
      return List.of(
          Finding.fail(
              "database: "
                  + refused.getMessage()
                  + "; check database-url, and that PostgreSQL runs and lets this user in"));
    }
  }
}
