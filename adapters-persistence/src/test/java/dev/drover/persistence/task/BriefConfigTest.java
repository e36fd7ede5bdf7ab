package dev.drover.persistence.task;

import static dev.drover.persistence.testing.QueueFixture.NODE;
import static dev.drover.persistence.testing.QueueFixture.NOW;
import static dev.drover.persistence.testing.QueueFixture.follow;
import static dev.drover.persistence.testing.QueueFixture.phone;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.application.port.storage.TaskQueries.RequestConfig;
import dev.drover.application.port.storage.TaskQueries.TaskDetails;
import dev.drover.application.port.storage.TaskQueries.TaskFilter;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.TaskId;
import dev.drover.persistence.postgres.ColumnValues;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.task.query.JooqTaskQueries;
import dev.drover.persistence.testing.QueueFixture;
import dev.drover.persistence.testing.RealPostgres;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how many bytes lists read of a request's configuration. */
@ExtendWith(RealPostgres.class)
class BriefConfigTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The longest short form in bytes, with punctuation and escapes. */
  private static final int MOST = 6_000;

  private static RequestConfig brief(String config) {
    return BriefConfig.read(BriefConfig.write(config), config.length());
  }

  private static String many(int count, String prefix) {
    return IntStream.range(0, count)
        .mapToObj(i -> '"' + prefix + i + '"')
        .collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void a_short_configuration_is_shown_as_it_is() throws Exception {
    String config =
        "{\"target_users\":[\"@ann\",\"@bob\"],\"a\":1.5,\"b\":true,\"c\":null,\"d\":{\"e\":[1]}}";

    RequestConfig brief = brief(config);

    assertThat(JSON.readTree(brief.brief())).isEqualTo(JSON.readTree(config));
    assertThat(brief.cut()).isEmpty();
    assertThat(brief.keysLeftOut()).isFalse();
  }

  @Test
  void long_values_are_cut_and_named() throws Exception {
    RequestConfig brief =
        brief(
            "{\"target_users\":"
                + many(10_000, "@a_user_of_some_length_")
                + ",\"captions\":\""
                + "x".repeat(5_000)
                + "\",\"access_method\":\"search\"}");

    assertThat(brief.cut()).containsExactlyInAnyOrder("target_users", "captions");
    assertThat(brief.keysLeftOut()).isFalse();
    assertThat(JSON.readTree(brief.brief()).path("target_users")).hasSize(5);
    assertThat(JSON.readTree(brief.brief()).path("captions").asText()).hasSize(201);
    assertThat(JSON.readTree(brief.brief()).path("access_method").asText()).isEqualTo("search");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":%1$s}",
        "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":%1$s}}}}}",
        "{\"a\":[[%1$s,%1$s],%1$s,{\"b\":%1$s}],\"c\":%1$s}",
        "{%2$s}",
        "{\"a\":{%2$s}}",
        "{\"%3$s\":\"%3$s\",\"b\":\"%3$s\"}",
        "[%1$s]",
        "{\"a\":%1$s",
        "no JSON",
        ""
      })
  void however_long_it_is_its_brief_form_is_short(String form) {
    String keys =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "\"key" + i + "\":[" + i + "]")
            .collect(Collectors.joining(","));
    String config = form.formatted(many(20_000, "value"), keys, "\uD83D\uDE00".repeat(100_000));

    String stored = BriefConfig.write(config);
    RequestConfig brief = BriefConfig.read(stored, config.length());

    assertThat(stored.length()).isLessThan(MOST);
    assertThat(brief.keysLeftOut() || !brief.cut().isEmpty()).isTrue();
    assertThat(brief.brief()).startsWith("{");
  }

  private static NewTask with(NewTask task, String config) {
    return new NewTask(
        task.target(),
        task.script(),
        config,
        task.source(),
        task.startTime(),
        task.scheduledAt(),
        task.createdAt());
  }

  private static long characters(List<TaskDetails> tasks) {
    return tasks.stream().mapToLong(task -> task.task().config().brief().length()).sum();
  }

  @Test
  void a_page_of_a_large_request_is_small_and_a_claim_has_none_of_it(Database database) {
    QueueFixture.giveLeases(database);
    JooqTaskRepository repository =
        new JooqTaskRepository(database, QueueFixture.CIPHER, ScriptTypes.builtIn());
    JooqTaskQueries queries = new JooqTaskQueries(database, ScriptTypes.builtIn());
    String config = "{\"target_users\":" + many(50_000, "@a_user_of_some_length_") + "}";
    List<TaskId> ids =
        repository.insert(
            IntStream.range(0, 100)
                .mapToObj(i -> with(follow(phone(1), "user" + i), config))
                .toList());

    assertThat(characters(queries.list(TaskFilter.NONE, 1, 100).tasks())).isLessThan(100 * MOST);
    assertThat(characters(queries.findAll(ids))).isLessThan(100 * MOST);
    assertThat(queries.find(ids.getFirst()).orElseThrow().task().config().size())
        .isEqualTo(config.length());
    assertThat(queries.configAsGiven(ids.getFirst())).contains(config);
    assertThat(repository.claimDue(NODE, Set.of(phone(1)), 20, NOW).toString().length())
        .isLessThan(MOST);
  }

  @Test
  void what_a_server_of_the_version_before_has_stored_is_made_brief_once(Database database) {
    JooqTaskRepository repository =
        new JooqTaskRepository(database, QueueFixture.CIPHER, ScriptTypes.builtIn());
    JooqTaskQueries queries = new JooqTaskQueries(database, ScriptTypes.builtIn());
    String config = "{\"target_users\":" + many(50_000, "@a_user_of_some_length_") + "}";
    List<TaskId> ids =
        repository.insert(
            List.of(
                with(follow(phone(1), "user1"), config), with(follow(phone(1), "user2"), config)));
    database.query(sql -> sql.execute("UPDATE task_config SET brief = NULL"));

    assertThat(characters(queries.findAll(ids))).isLessThan(2 * MOST);

    assertThat(
            database.<Integer>query(
                sql ->
                    sql.fetchCount(
                        org.jooq.impl.DSL.selectFrom("task_config").where("brief IS NOT NULL"))))
        .isEqualTo(1);
    database.query(sql -> sql.execute("UPDATE task_config SET config = 'not looked at again'"));
    assertThat(queries.findAll(ids).getFirst().task().config().cut())
        .containsExactly("target_users");
  }

  @Test
  void long_words_of_phones_are_cut_when_they_are_kept_and_when_they_are_shown(Database database) {
    JooqTaskRepository repository =
        new JooqTaskRepository(database, QueueFixture.CIPHER, ScriptTypes.builtIn());
    JooqTaskQueries queries = new JooqTaskQueries(database, ScriptTypes.builtIn());
    TaskId id = repository.insert(List.of(follow(phone(1), "ann"))).getFirst();
    database.query(
        sql ->
            sql.execute(
                "UPDATE task SET status = 3, outcome = 'no_effect', remark = repeat('x',"
                    + " 1000000)"));

    assertThat(queries.find(id).orElseThrow().task().remark().orElseThrow()).hasSize(2_000);
    assertThat(ColumnValues.storable("x".repeat(1_000_000))).hasSize(2_000);
    assertThat(ColumnValues.storable("\uD83D\uDE00".repeat(1_000_000))).endsWith("\uDE00…");
    assertThat(ColumnValues.storable("short")).isEqualTo("short");
  }
}
