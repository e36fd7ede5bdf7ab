package dev.drover.persistence.account;

import static dev.drover.persistence.testing.QueueFixture.NOW;
import static dev.drover.persistence.testing.QueueFixture.follow;
import static dev.drover.persistence.testing.QueueFixture.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.storage.TaskQueries.TaskFilter;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.NewAccount;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskTarget;
import dev.drover.domain.task.TaskTarget.AccountTarget;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.task.JooqTaskRepository;
import dev.drover.persistence.task.query.JooqTaskQueries;
import dev.drover.persistence.testing.QueueFixture;
import dev.drover.persistence.testing.RealPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that usernames are equal in every Unicode form, including names that older versions stored.
 */
@ExtendWith(RealPostgres.class)
class UsernameFormTest {
  /** The last letter as one character. */
  private static final String COMPOSED = "Jos\u00e9";

  /** The last letter as a letter and a combining mark. */
  private static final String DECOMPOSED = "Jose\u0301";

  private static NewAccount account(String username) {
    return new NewAccount(
        new Username(username),
        "",
        Platform.TIKTOK,
        new PackageName("com.zhiliaoapp.musically"),
        Optional.of(phone(1)),
        true,
        true,
        List.of());
  }

  @Test
  void both_forms_are_one_account_and_one_target(Database database) {
    JooqAccountDirectory accounts = new JooqAccountDirectory(database);
    Account first = accounts.add(account(DECOMPOSED)).orElseThrow();

    assertThat(first.username().value()).isEqualTo(COMPOSED);
    assertThat(accounts.add(account(COMPOSED))).isEmpty();
    assertThat(accounts.named(List.of(new Username("jose\u0301")))).containsExactly(first);
    assertThat(follow(phone(1), DECOMPOSED).script().script())
        .isEqualTo(follow(phone(1), COMPOSED).script().script());
  }

  @Test
  void what_a_server_of_the_version_before_wrote_is_found(DatabaseAddress address)
      throws Exception {
    try (Connection connection =
            DriverManager.getConnection(
                address.jdbcUrl(), address.user().orElse(""), address.password().orElse(""));
        var statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA public CASCADE");
      statement.execute("CREATE SCHEMA public");
      Flyway.configure()
          .dataSource(
              address.jdbcUrl(), address.user().orElse(null), address.password().orElse(null))
          .target("9")
          .load()
          .migrate();
      statement.execute(
          """
          INSERT INTO account (username, username_key, platform, package_name, serial)
          VALUES ('%1$s', lower('%1$s'), 'tiktok', 'com.zhiliaoapp.musically', 'PHONE1'),
                 ('%1$s', lower('%1$s'), 'tiktok', 'another.package', NULL),
                 ('%2$s', 'jos\u00e9', 'tiktok', 'another.package', NULL)
          """
              .formatted(DECOMPOSED, COMPOSED));
      statement.execute("INSERT INTO task_config (config) VALUES ('{}')");
      statement.execute(
          "INSERT INTO task (id, serial, scheduled_at, updated_at) VALUES (1, 'PHONE1', now(),"
              + " now())");
      statement.execute(
          """
          INSERT INTO task_detail (task_id, config_id, script_name, script, source, account_id, username, username_key, created_at)
          VALUES (1, 1, 'follow', '{}', 'api', 1, '%1$s', lower('%1$s'), now())
          """
              .formatted(DECOMPOSED));
    }

    try (Database database = Database.open(address)) {
      JooqAccountDirectory accounts = new JooqAccountDirectory(database);
      assertThat(accounts.named(List.of(new Username(COMPOSED))))
          .as("of two that are the same the one that has the form keeps it")
          .extracting(found -> found.packageName().value())
          .containsExactly("com.zhiliaoapp.musically", "another.package");
      assertThat(accounts.add(account(DECOMPOSED))).isEmpty();
      String ofTask =
          database.query(
              sql -> sql.fetchSingle("SELECT username_key FROM task_detail").get(0, String.class));
      assertThat(ofTask).isEqualTo("jos\u00e9");

      // A server of the previous version may insert a row at the same time.
      database.query(
          sql ->
              sql.execute(
                  """
                  INSERT INTO account (username, username_key, platform, package_name)
                  VALUES (?, ?, 'tiktok', 'third.package')
                  """,
                  DECOMPOSED,
                  "jose\u0301"));
      assertThat(accounts.named(List.of(new Username(COMPOSED)))).hasSize(3);
    }
  }

  @Test
  void a_task_is_found_by_the_name_of_its_account_in_either_form(Database database) {
    JooqTaskRepository tasks =
        new JooqTaskRepository(database, QueueFixture.CIPHER, ScriptTypes.builtIn());
    JooqTaskQueries queries = new JooqTaskQueries(database, ScriptTypes.builtIn());
    Account jose = new JooqAccountDirectory(database).add(account(COMPOSED)).orElseThrow();
    NewTask plain = follow(phone(1), "ann");
    TaskId id =
        tasks
            .insert(
                List.of(
                    new NewTask(
                        new TaskTarget(
                            jose.device(),
                            Optional.of(new AccountTarget(jose.id(), new Username(DECOMPOSED)))),
                        plain.script(),
                        plain.configAsGiven(),
                        plain.source(),
                        plain.startTime(),
                        NOW,
                        NOW)))
            .getFirst();

    TaskFilter byName =
        new TaskFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Username(DECOMPOSED)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(queries.list(byName, 1, 10).tasks())
        .extracting(details -> details.task().id())
        .containsExactly(id);
  }
}
