package dev.drover.persistence.postgres;

import static dev.drover.persistence.testing.QueueFixture.NODE;
import static dev.drover.persistence.testing.QueueFixture.NOW;
import static dev.drover.persistence.testing.QueueFixture.follow;
import static dev.drover.persistence.testing.QueueFixture.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.storage.IdempotencyKey;
import dev.drover.application.port.storage.TaskRepository.KeyedInsert;
import dev.drover.application.port.storage.TaskStep;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.NewAccount;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.script.warmup.AccountWarmupScript;
import dev.drover.domain.script.warmup.AccountWarmupType;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.IntentJournal.Intent;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskSource;
import dev.drover.domain.task.TaskTarget;
import dev.drover.persistence.account.JooqAccountDirectory;
import dev.drover.persistence.device.JooqDeviceDirectory;
import dev.drover.persistence.task.JooqTaskRepository;
import dev.drover.persistence.task.query.JooqTaskQueries;
import dev.drover.persistence.testing.QueueFixture;
import dev.drover.persistence.testing.RealPostgres;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that any text of a phone or client can be stored, with a replacement for characters that
 * PostgreSQL refuses.
 */
@ExtendWith(RealPostgres.class)
class AnyTextTest {
  private static final String NUL = "a\0b";
  private static final String HALF_A_CHARACTER = "a\ud83db";

  private JooqTaskRepository tasks;
  private JooqTaskQueries queries;
  private JooqAccountDirectory accounts;
  private JooqDeviceDirectory devices;

  @BeforeEach
  void wire(Database database) {
    QueueFixture.giveLeases(database);
    tasks = new JooqTaskRepository(database, QueueFixture.CIPHER, ScriptTypes.builtIn());
    queries = new JooqTaskQueries(database, ScriptTypes.builtIn());
    accounts = new JooqAccountDirectory(database);
    devices = new JooqDeviceDirectory(database);
  }

  private static void assertKept(String kept, String given) {
    assertThat(kept)
        .isIn(given, given.replaceAll("[\0\ud83d]", "\ufffd"), given.replace('\ud83d', '?'));
  }

  @ParameterizedTest
  @ValueSource(strings = {NUL, HALF_A_CHARACTER, "\u202e\ufffe"})
  void an_account_and_why_it_is_held(String text) {
    Account account =
        accounts
            .add(
                new NewAccount(
                    new Username("ann"),
                    "",
                    Platform.TIKTOK,
                    new PackageName("com.zhiliaoapp.musically"),
                    Optional.empty(),
                    true,
                    true,
                    List.of()))
            .orElseThrow();
    accounts.hold(account.id(), text, NOW);

    Account kept = accounts.find(account.id()).orElseThrow();
    assertKept(kept.hold().orElseThrow().reason(), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {NUL, HALF_A_CHARACTER, "\u202e\ufffe"})
  void a_phone_and_why_it_is_paused(String text) {
    devices.save(
        NODE,
        new Device(
            phone(1),
            List.of("127.0.0.1:5555"),
            text,
            text,
            DeviceState.ONLINE,
            OptionalInt.empty(),
            Optional.of(text)));
    devices.pause(phone(1), "ann", text, NOW);

    var kept = devices.find(phone(1)).orElseThrow();
    assertKept(kept.device().model(), text);
    assertKept(kept.pause().orElseThrow().reason(), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {NUL, HALF_A_CHARACTER, "\u202e\ufffe"})
  void a_task_its_steps_and_its_end(String text) {
    NewTask warmup =
        new NewTask(
            TaskTarget.phone(phone(1)),
            new AccountWarmupType()
                .one(Map.of("topic", text, "comment_probable", 100, "comment", text)),
            text,
            TaskSource.API,
            Optional.empty(),
            NOW,
            NOW);
    KeyedInsert inserted =
        tasks.insertOnce(new IdempotencyKey("key", text), List.of(warmup), List.of(text), NOW);
    assertThat(inserted).isInstanceOf(KeyedInsert.Done.class);

    Task claimed = tasks.claimDue(NODE, Set.of(phone(1)), 5, NOW).getFirst();
    assertThat(claimed.script())
        .isInstanceOfSatisfying(
            AccountWarmupScript.class, read -> assertKept(read.topics().getFirst(), text));
    tasks.recordSteps(claimed.id(), 1, List.of(new TaskStep(NOW, text, 1)));
    assertThat(tasks.commitIntent(claimed.id(), 1, new Intent(1, text), NOW)).isTrue();
    assertThat(tasks.commitIntent(claimed.id(), 1, new Intent(1, text), NOW)).isTrue();
    Task failed = claimed.fail(TaskFailure.withoutEffect(FailureCode.DEVICE_ERROR, text), NOW);
    assertThat(tasks.finish(failed, 1, AttemptEnd.of(failed))).isTrue();
    assertKept(
        queries.find(claimed.id()).orElseThrow().attempts().getFirst().remark().orElseThrow(),
        text);
    tasks.insert(List.of(follow(phone(1), "ann")));
  }
}
