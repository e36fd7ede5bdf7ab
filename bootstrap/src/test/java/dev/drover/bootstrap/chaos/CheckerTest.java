package dev.drover.bootstrap.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.chaos.Evidence.Recovery;
import dev.drover.bootstrap.chaos.Evidence.SeenAttempt;
import dev.drover.bootstrap.chaos.Evidence.SeenCommand;
import dev.drover.bootstrap.chaos.Evidence.SeenEffect;
import dev.drover.bootstrap.chaos.Evidence.SeenLoop;
import dev.drover.bootstrap.chaos.Evidence.SeenPhone;
import dev.drover.bootstrap.chaos.Evidence.SeenSession;
import dev.drover.bootstrap.chaos.Evidence.SeenTask;
import dev.drover.bootstrap.chaos.Evidence.StopAnswer;
import dev.drover.bootstrap.chaos.Violation.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests that the checker finds nothing if there is no violation, and each planted violation. */
class CheckerTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

  private final List<SeenTask> tasks = new ArrayList<>();
  private final List<SeenCommand> commands = new ArrayList<>();
  private final List<SeenEffect> effects = new ArrayList<>();
  private final Set<Long> acknowledged = new HashSet<>();
  private final Set<Long> forced = new HashSet<>();
  private final List<StopAnswer> stops = new ArrayList<>();
  private final List<SeenLoop> loops = new ArrayList<>();
  private final List<Recovery> recoveries = new ArrayList<>();
  private final List<String> silences = new ArrayList<>();
  private final List<SeenSession> sessions = new ArrayList<>();
  private Duration latest = Duration.ofDays(1);
  private int mostRunning = 1;

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }

  private static SeenAttempt attempt(int number, int from, int to, String outcome) {
    return new SeenAttempt(number, at(from), Optional.of(at(to)), Optional.of(outcome));
  }

  private void task(long id, String target, String status, SeenAttempt... attempts) {
    tasks.add(
        new SeenTask(id, "P1", "follow", target, status, Optional.of("node-1"), List.of(attempts)));
    acknowledged.add(id);
  }

  private void opened(int second, long connection, String target) {
    commands.add(
        new SeenCommand(
            at(second),
            connection,
            "am start -W -a android.intent.action.VIEW -d 'https://www.tiktok.com/@"
                + target
                + "'"));
  }

  private void tapped(int second, long connection) {
    commands.add(new SeenCommand(at(second), connection, "input tap 540 800"));
  }

  private void followed(int second, String target) {
    effects.add(new SeenEffect(at(second), "follow", target));
  }

  /** Two tasks, the first with an attempt that was lost before it did anything. */
  private void allIsWell() {
    task(1, "ann", "completed", attempt(1, 0, 10, "no_effect"), attempt(2, 12, 20, "committed"));
    opened(1, 1, "ann");
    commands.add(new SeenCommand(at(11), 1, "getprop ro.serialno"));
    opened(13, 2, "ann");
    tapped(15, 2);
    followed(15, "ann");
    task(2, "bob", "failed", attempt(1, 21, 30, "unknown"));
    opened(22, 2, "bob");
    tapped(23, 3);
    followed(23, "bob");
    stops.add(new StopAnswer(2, at(30)));
    loops.add(new SeenLoop("node-1", "lease", true, "its threads"));
    recoveries.add(new Recovery("P1", true, "task 9 completed"));
  }

  private void warmup(long id, String status, SeenAttempt... attempts) {
    tasks.add(
        new SeenTask(
            id, "P1", "account_warmup", "", status, Optional.of("node-1"), List.of(attempts)));
    acknowledged.add(id);
  }

  private void liked(int second, String video) {
    effects.add(new SeenEffect(at(second), "like", video));
  }

  private List<Violation> check() {
    return Checker.check(
        new Evidence(
            tasks,
            List.of(new SeenPhone("P1", commands, effects)),
            acknowledged,
            forced,
            stops,
            Set.of("node-1"),
            20,
            mostRunning,
            latest,
            loops,
            recoveries,
            silences,
            sessions));
  }

  private void assertFound(Kind kind, String... words) {
    assertThat(check())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.kind()).isEqualTo(kind);
              assertThat(violation.what()).contains(words);
            });
  }

  @Test
  void nothing_is_found_where_all_is_well() {
    allIsWell();

    assertThat(check()).isEmpty();
  }

  @Test
  void an_acknowledged_task_that_is_gone_is_lost() {
    allIsWell();
    acknowledged.add(77L);

    assertFound(Kind.LOST, "77");
  }

  @Test
  void a_task_that_nobody_was_answered_is_one_too_many() {
    allIsWell();
    acknowledged.remove(2L);

    assertFound(Kind.DOUBLED, "task 2", "asked for by nobody");
  }

  @Test
  void an_effect_that_comes_twice_in_one_attempt_is_found() {
    allIsWell();
    followed(24, "bob");

    assertThat(check()).extracting(Violation::kind).containsOnly(Kind.DOUBLED);
    assertThat(check())
        .anySatisfy(found -> assertThat(found.what()).contains("attempt 1 of task 2"));
  }

  @Test
  void an_effect_that_is_repeated_by_another_attempt_is_found_unless_a_person_forced_it() {
    task(3, "carl", "completed", attempt(1, 0, 10, "unknown"), attempt(2, 11, 20, "committed"));
    followed(5, "carl");
    followed(15, "carl");

    assertFound(Kind.DOUBLED, "task 3", "2 times");
    forced.add(3L);
    assertThat(check()).isEmpty();
  }

  @Test
  void an_effect_during_no_attempt_is_found() {
    allIsWell();
    followed(40, "ann");

    assertFound(Kind.DOUBLED, "ann", "no attempt");
  }

  @Test
  void a_late_effect_of_an_attempt_that_ended_not_knowing_is_its_own() {
    task(4, "dora", "failed", attempt(1, 0, 10, "unknown"));
    followed(11, "dora");

    assertThat(check()).isEmpty();
  }

  @Test
  void an_effect_of_a_task_that_claims_none_is_found() {
    task(5, "emil", "failed", attempt(1, 0, 10, "no_effect"));
    followed(5, "emil");

    assertFound(Kind.DENIED, "task 5");
  }

  @Test
  void a_commitment_without_an_effect_is_found() {
    task(6, "fred", "completed", attempt(1, 0, 10, "committed"));

    assertFound(Kind.CLAIMED, "task 6");
  }

  @Test
  void a_warm_up_may_like_one_video_after_the_other() {
    allIsWell();
    warmup(10, "completed", attempt(1, 40, 60, "committed"));
    liked(45, "v1");
    liked(55, "v2");

    assertThat(check()).isEmpty();
  }

  @Test
  void a_like_after_the_record_of_its_end_is_found() {
    allIsWell();
    warmup(11, "failed", attempt(1, 40, 60, "unknown"));
    liked(45, "v1");
    liked(61, "v2");
    assertThat(check()).isEmpty();

    latest = Duration.ZERO;
    assertFound(Kind.DOUBLED, "like v2", "no attempt");
  }

  @Test
  void a_like_that_is_taken_back_is_found() {
    allIsWell();
    warmup(12, "completed", attempt(1, 40, 60, "committed"));
    liked(45, "v1");
    effects.add(new SeenEffect(at(50), "unlike", "v1"));

    assertFound(Kind.DOUBLED, "unlike v1", "no attempt");
  }

  @Test
  void a_warm_up_that_liked_and_claims_nothing_is_found() {
    allIsWell();
    warmup(13, "failed", attempt(1, 40, 60, "no_effect"));
    liked(45, "v1");

    assertFound(Kind.DENIED, "task 13");
  }

  @Test
  void a_warm_up_that_likes_in_two_attempts_is_found() {
    allIsWell();
    warmup(14, "completed", attempt(1, 40, 60, "unknown"), attempt(2, 61, 70, "committed"));
    liked(45, "v1");
    liked(65, "v2");

    assertFound(Kind.DOUBLED, "task 14", "2 times");
  }

  @Test
  void an_effect_that_comes_later_than_it_may_is_found() {
    latest = Duration.ofSeconds(2);
    task(4, "dora", "failed", attempt(1, 0, 10, "unknown"));
    followed(13, "dora");

    assertFound(Kind.DOUBLED, "dora", "no attempt");
  }

  @Test
  void a_loop_that_has_ended_is_found() {
    allIsWell();
    loops.add(new SeenLoop("node-1", "dispatcher", false, "/observe/health/live"));

    assertFound(Kind.LOOP_ENDED, "dispatcher", "node-1", "/observe/health/live");
  }

  @Test
  void a_phone_to_which_nothing_gets_through_is_found() {
    allIsWell();
    recoveries.add(new Recovery("P2", false, "task 12 is pending"));

    assertFound(Kind.PHONE_LOST, "P2", "task 12 is pending");
  }

  @Test
  void a_server_that_does_not_answer_is_found() {
    allIsWell();
    silences.add("node-1 did not answer within 5 s");

    assertFound(Kind.SILENT, "node-1");
  }

  @Test
  void a_touch_of_a_phone_that_claims_anothers_serial_is_found() {
    allIsWell();
    assertThat(
            Checker.check(
                new Evidence(
                    tasks,
                    List.of(
                        new SeenPhone("P1", commands, effects),
                        new SeenPhone(
                            "another that claims P1",
                            List.of(new SeenCommand(at(15), 1, "input tap 540 800")),
                            List.of(new SeenEffect(at(15), "follow", "ann")))),
                    acknowledged,
                    forced,
                    stops,
                    Set.of("node-1"),
                    20,
                    mostRunning,
                    latest,
                    loops,
                    recoveries,
                    silences,
                    sessions)))
        .extracting(Violation::kind)
        .containsExactly(Kind.OVERLAP, Kind.DOUBLED);
  }

  @Test
  void a_command_while_nothing_runs_is_found() {
    allIsWell();
    tapped(11, 1);

    commands.sort(java.util.Comparator.comparing(SeenCommand::at));
    assertFound(Kind.OVERLAP, "nothing ran there");
  }

  @Test
  void a_command_for_another_task_than_the_one_that_runs_is_found() {
    allIsWell();
    opened(25, 3, "ann");

    assertFound(Kind.OVERLAP, "@ann", "task 2");
  }

  @Test
  void two_nodes_that_take_turns_on_a_phone_are_found() {
    allIsWell();
    tapped(24, 2);

    assertFound(Kind.OVERLAP, "task 2", "two nodes");
  }

  @Test
  void more_running_than_the_licence_allows_is_found() {
    allIsWell();
    mostRunning = 21;

    assertFound(Kind.OVER_LIMIT, "21");
  }

  @Test
  void a_task_that_runs_on_a_node_without_a_lease_is_stuck() {
    tasks.add(
        new SeenTask(
            7,
            "P1",
            "follow",
            "gina",
            "running",
            Optional.of("node-9"),
            List.of(new SeenAttempt(1, at(0), Optional.empty(), Optional.empty()))));
    acknowledged.add(7L);

    assertFound(Kind.STUCK, "task 7", "node-9", "no lease");
  }

  @Test
  void a_task_that_waits_though_its_phone_idles_is_stuck() {
    task(8, "hans", "pending");

    assertFound(Kind.STUCK, "task 8", "its phone runs nothing");
  }

  @Test
  void a_command_later_than_two_seconds_after_a_stop_is_found() {
    allIsWell();
    tapped(31, 3);
    assertFound(Kind.OVERLAP, "nothing ran there");

    commands.removeLast();
    tapped(33, 3);
    assertFound(Kind.AFTER_STOP, "task 2");
  }

  @Test
  void a_read_that_was_on_its_way_when_its_run_was_stopped_is_found_after_two_seconds_only() {
    allIsWell();
    commands.add(new SeenCommand(at(31), 3, "uiautomator dump --compressed"));
    assertThat(check()).isEmpty();

    commands.add(new SeenCommand(at(33), 3, "uiautomator dump --compressed"));
    assertFound(Kind.AFTER_STOP, "task 2");
  }

  private void sessionTapped(int second, int number) {
    commands.add(new SeenCommand(at(second), 9, "input tap " + number + " " + Sessions.HEIGHT));
  }

  private void tidied(int second) {
    commands.add(new SeenCommand(at(second), 9, "input keyevent 3"));
  }

  @Test
  void a_session_between_attempts_may_tap_and_is_tidied_up_after() {
    allIsWell();
    sessions.add(new SeenSession("P1", 7, at(40), at(50)));
    sessionTapped(41, 7);
    sessionTapped(50, 7);
    tidied(52);

    assertThat(check()).isEmpty();
  }

  @Test
  void a_tap_after_the_end_of_its_session_is_found() {
    allIsWell();
    sessions.add(new SeenSession("P1", 7, at(40), at(50)));
    sessionTapped(52, 7);

    assertFound(Kind.AFTER_LEASE, "session 7", "input tap 7 2");
  }

  @Test
  void a_tap_of_a_session_that_nobody_was_granted_is_found() {
    allIsWell();
    sessionTapped(45, 8);

    assertFound(Kind.AFTER_LEASE, "input tap 8 2");
  }

  @Test
  void a_tap_of_a_session_during_an_attempt_is_found() {
    allIsWell();
    sessions.add(new SeenSession("P1", 7, at(12), at(24)));
    sessionTapped(14, 7);

    assertFound(Kind.OVERLAP, "session 7", "attempt 2 of task 1");
  }

  @Test
  void a_command_long_after_a_session_belongs_to_nobody() {
    sessions.add(new SeenSession("P1", 7, at(40), at(50)));
    tidied(55);

    assertFound(Kind.OVERLAP, "while nothing ran there");
  }
}
