package dev.drover.application.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.lease.HeldPhone;
import dev.drover.application.lease.HeldPhones;
import dev.drover.application.lease.Intents.Announcement;
import dev.drover.application.port.device.Attempt.AttemptStopped;
import dev.drover.application.port.device.PhoneControl.ControlOver;
import dev.drover.application.port.program.ProgramRunner.Program;
import dev.drover.application.port.storage.TaskStep;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.lease.LeaseToken;
import dev.drover.domain.script.Parameter;
import dev.drover.domain.script.program.Effects;
import dev.drover.domain.script.program.ProgramScript;
import dev.drover.domain.script.program.ProgramType;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import dev.drover.testkit.ObedientPhones;
import dev.drover.testkit.ObedientPrograms;
import dev.drover.testkit.RecordedAttempt;
import dev.drover.testkit.SampleTasks;
import dev.drover.testkit.SettableClock;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Tests what a program gets, and what its end means, with programs that do what a test says. */
class RunProgramTest {
  private static final DeviceSerial SERIAL = new DeviceSerial("R58N123");
  private static final PackageName TIKTOK = new PackageName("com.zhiliaoapp.musically");
  private static final int LONGEST_WAIT_SECONDS = 20;

  private final ObedientPrograms programs = new ObedientPrograms();
  private final HeldPhones held = new HeldPhones(new ObedientPhones(), () -> {});
  private final RecordedAttempt attempt = new RecordedAttempt();
  private final List<TaskStep> log = new CopyOnWriteArrayList<>();
  private final RunProgram run =
      new RunProgram(
          programs,
          held,
          URI.create("http://127.0.0.1:50809"),
          new SecureRandom(),
          new SettableClock(SampleTasks.NOW));

  private static ProgramType type(Effects effects, boolean announces) {
    return new ProgramType(
        "mine",
        "Does it.",
        List.of("mine.py", "--quiet"),
        Path.of("/home/op/scripts"),
        Optional.of(Platform.TIKTOK),
        Duration.ofMinutes(5),
        effects,
        announces,
        List.of(Parameter.text("user"), Parameter.whole("count", 1, 9).otherwise(3)));
  }

  private AttemptResult run(ProgramType type) {
    return run(type, Optional.empty());
  }

  private AttemptResult run(ProgramType type, Optional<Username> account) {
    ProgramScript script = (ProgramScript) type.one(Map.of("user", "ann")).script();
    return run.run(
        new RunProgram.Order(script, SERIAL, account, Optional.of(TIKTOK)), attempt, log::addAll);
  }

  private void does(ObedientPrograms.Behaviour behaviour) {
    programs.install("mine.py", behaviour);
  }

  private HeldPhone phone(Program program) {
    return held.find(token(program)).orElseThrow();
  }

  private static LeaseToken token(Program program) {
    return LeaseToken.parse(program.environment().getOrDefault("DROVER_SESSION_ID", ""))
        .orElseThrow();
  }

  private static AttemptResult.Succeeded succeeded(Outcome outcome) {
    return new AttemptResult.Succeeded(outcome, Optional.empty());
  }

  private static TaskFailure failure(AttemptResult result) {
    return ((AttemptResult.Failed) result).failure();
  }

  @Test
  void a_program_gets_its_phone_and_its_parameters() {
    does((_, _) -> 0);

    run(type(Effects.SOME, false));

    Program program = programs.started().getFirst();
    assertThat(program.command()).containsExactly("mine.py", "--quiet");
    assertThat(program.folder()).isEqualTo(Path.of("/home/op/scripts"));
    assertThat(program.timeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(program.config()).containsExactly(Map.entry("user", "ann"), Map.entry("count", 3));
    String session = token(program).reveal();
    assertThat(program.environment())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "TIKMATRIX_API_BASE", "http://127.0.0.1:50809",
                "TIKMATRIX_SESSION_ID", session,
                "TIKMATRIX_SERIAL", "R58N123",
                "TIKMATRIX_PACKAGE", "com.zhiliaoapp.musically",
                "TIKMATRIX_PLATFORM", "tiktok",
                "DROVER_API_BASE", "http://127.0.0.1:50809",
                "DROVER_SESSION_ID", session,
                "DROVER_SERIAL", "R58N123",
                "DROVER_PACKAGE", "com.zhiliaoapp.musically",
                "DROVER_PLATFORM", "tiktok"));
    assertThat(program.toString()).doesNotContain(session);
  }

  @Test
  void the_phone_is_the_programs_while_it_runs_and_no_longer() {
    AtomicReference<Optional<HeldPhone>> during = new AtomicReference<>(Optional.empty());
    does(
        (program, _) -> {
          during.set(held.find(token(program)));
          return 0;
        });

    run(type(Effects.NONE, false));

    HeldPhone phone = during.get().orElseThrow();
    assertThat(phone.serial()).isEqualTo(SERIAL);
    assertThat(phone.mayGoOn()).isFalse();
    assertThat(held.find(token(programs.started().getFirst()))).isEmpty();
  }

  @Test
  void lines_become_steps_and_progress_is_read() {
    does(
        (_, output) -> {
          List.of("look", "progress: 40", "Progress: none", "progress: 140", "done")
              .forEach(output);
          return 0;
        });

    run(type(Effects.NONE, false));

    assertThat(log)
        .extracting(TaskStep::description)
        .containsExactly("look", "progress: 40", "Progress: none", "progress: 140", "done");
    assertThat(log).extracting(TaskStep::progress).containsExactly(10, 40, 40, 40, 40);
  }

  @Test
  void the_start_of_a_program_that_may_do_anything_is_an_intent() {
    does(
        (_, _) -> {
          assertThat(attempt.intents()).containsExactly("run mine");
          return 0;
        });

    assertThat(run(type(Effects.SOME, false))).isEqualTo(succeeded(Outcome.COMMITTED));
    assertThat(attempt.settled()).containsExactly("run mine: done");
  }

  @Test
  void a_program_that_may_have_done_something_fails_with_an_unknown_outcome() {
    does(
        (_, output) -> {
          output.accept("ValueError: no user");
          return 3;
        });

    TaskFailure failure = failure(run(type(Effects.SOME, false)));

    assertThat(failure.code()).isEqualTo(FailureCode.PROGRAM_FAILED);
    assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(failure.remark())
        .isEqualTo(
            "the program of script mine ended by exit code 3 on phone R58N123; its last line:"
                + " ValueError: no user. Outcome unknown: interrupted after run mine");
    assertThat(attempt.settled()).isEmpty();
  }

  @Test
  void a_program_without_effects_has_none_however_it_ends() {
    does((_, _) -> 0);
    assertThat(run(type(Effects.NONE, false))).isEqualTo(succeeded(Outcome.NO_EFFECT));

    does((_, _) -> 1);
    assertThat(failure(run(type(Effects.NONE, false))).outcome()).isEqualTo(Outcome.NO_EFFECT);

    assertThat(attempt.intents()).isEmpty();
  }

  @Test
  void a_program_that_announces_its_intents_had_no_effect_before_the_first() {
    does((_, _) -> 1);
    assertThat(failure(run(type(Effects.SOME, true))).outcome()).isEqualTo(Outcome.NO_EFFECT);

    does((_, _) -> 0);
    assertThat(run(type(Effects.SOME, true))).isEqualTo(succeeded(Outcome.NO_EFFECT));
  }

  @Test
  void an_announced_intent_is_open_until_the_next_or_the_good_end() {
    does(
        (program, _) -> {
          announce(program, "tap Like", Optional.of(AccountAction.LIKE));
          announce(program, "tap Follow", Optional.empty());
          return 0;
        });
    assertThat(run(type(Effects.SOME, true))).isEqualTo(succeeded(Outcome.COMMITTED));
    assertThat(attempt.intents()).containsExactly("tap Like", "tap Follow");
    assertThat(attempt.settled()).containsExactly("tap Like: done", "tap Follow: done");

    does(
        (program, _) -> {
          announce(program, "tap Save", Optional.empty());
          return 9;
        });
    TaskFailure failure = failure(run(type(Effects.SOME, true)));
    assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(failure.remark()).endsWith("interrupted after tap Save");
  }

  private Announcement announce(Program program, String step, Optional<AccountAction> action) {
    return phone(program).announceIntent(step, action, Optional.empty());
  }

  @Test
  void an_intent_beyond_the_budget_is_refused_and_not_recorded() {
    attempt.allowing(AccountAction.LIKE, 0);
    BlockingQueue<Announcement> answers = new LinkedBlockingQueue<>();
    does(
        (program, _) -> {
          answers.add(announce(program, "tap Like", Optional.of(AccountAction.LIKE)));
          return 1;
        });

    TaskFailure failure = failure(run(type(Effects.SOME, true)));

    assertThat(answers.remove()).isInstanceOf(Announcement.BudgetUsedUp.class);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(attempt.intents()).isEmpty();
  }

  @Test
  void a_program_acts_for_the_account_of_its_task_alone() {
    Username ann = new Username("ann");
    Username bob = new Username("bob");
    BlockingQueue<Announcement> answers = new LinkedBlockingQueue<>();
    does(
        (program, _) -> {
          answers.add(phone(program).announceIntent("x", Optional.empty(), Optional.of(bob)));
          answers.add(phone(program).announceIntent("y", Optional.empty(), Optional.of(ann)));
          return 0;
        });

    run(type(Effects.SOME, true), Optional.of(ann));
    assertThat(answers.remove()).isEqualTo(new Announcement.AccountNotHere(bob));
    assertThat(answers.remove()).isEqualTo(new Announcement.Announced(Optional.of(ann)));
    assertThat(attempt.accounts()).isEmpty();

    run(type(Effects.SOME, true), Optional.empty());
    assertThat(answers.remove()).isEqualTo(new Announcement.Announced(Optional.of(bob)));
    assertThat(attempt.accounts()).containsExactly(bob, ann);
  }

  @Test
  void a_program_that_can_not_be_started_has_no_effect() {
    TaskFailure failure = failure(run(type(Effects.SOME, false)));

    assertThat(failure.code()).isEqualTo(FailureCode.NOT_SUPPORTED);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(failure.remark()).contains("there is no program mine.py");
    assertThat(attempt.settled()).containsExactly("run mine: not done");
  }

  @Test
  void a_program_that_takes_too_long_has_failed() {
    does(
        (_, _) -> {
          new CountDownLatch(1).await();
          return 0;
        });
    ProgramType slow = type(Effects.NONE, false);
    ProgramType hasty =
        new ProgramType(
            slow.name(),
            slow.summary(),
            slow.command(),
            slow.folder(),
            slow.app(),
            Duration.ofSeconds(1),
            slow.effects(),
            false,
            slow.parameters());

    TaskFailure failure = failure(run(hasty));

    assertThat(failure.code()).isEqualTo(FailureCode.PROGRAM_FAILED);
    assertThat(failure.remark()).contains("was ended after 1 s, the timeout");
  }

  @Test
  void a_stop_ends_the_program_and_then_the_attempt() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    does(
        (_, _) -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
            return 0;
          } finally {
            ended.countDown();
          }
        });
    BlockingQueue<Throwable> thrown = new LinkedBlockingQueue<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                run(type(Effects.NONE, false));
              } catch (RuntimeException stopped) {
                thrown.add(stopped);
              }
            });
    assertThat(begun.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();

    attempt.stop();

    assertThat(thrown.poll(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS))
        .isInstanceOf(AttemptStopped.class);
    assertThat(ended.getCount()).isZero();
    assertThat(held.find(token(programs.started().getFirst()))).isEmpty();
  }

  @Test
  void a_program_whose_start_can_not_be_recorded_is_not_started() {
    does((_, _) -> 0);
    attempt.refusingIntents();

    assertThatThrownBy(() -> run(type(Effects.SOME, false))).isInstanceOf(AttemptStopped.class);

    assertThat(programs.started()).isEmpty();
  }

  @Test
  void a_program_whose_intent_can_not_be_recorded_is_ended() {
    attempt.refusingIntents();
    BlockingQueue<Throwable> refused = new LinkedBlockingQueue<>();
    does(
        (program, _) -> {
          try {
            announce(program, "tap Like", Optional.empty());
          } catch (ControlOver over) {
            refused.add(over);
          }
          new CountDownLatch(1).await();
          return 0;
        });

    assertThatThrownBy(() -> run(type(Effects.SOME, true))).isInstanceOf(AttemptStopped.class);

    assertThat(refused).hasSize(1);
    assertThat(attempt.intents()).isEmpty();
  }

  @Test
  void a_defect_of_the_runner_ends_the_attempt() {
    does(
        (_, _) -> {
          throw new IllegalStateException("a defect");
        });

    assertThatThrownBy(() -> run(type(Effects.NONE, false)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void nobody_announces_for_a_program_that_has_ended() {
    AtomicReference<Optional<HeldPhone>> kept = new AtomicReference<>(Optional.empty());
    does(
        (program, _) -> {
          kept.set(Optional.of(phone(program)));
          return 0;
        });
    run(type(Effects.SOME, true));
    HeldPhone phone = kept.get().orElseThrow();

    assertThatThrownBy(() -> phone.announceIntent("late", Optional.empty(), Optional.empty()))
        .isInstanceOf(ControlOver.class);
  }
}
