package dev.drover.domain.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.node.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The diagram in the documentation against what {@link Task} does in truth. */
class StateMachineDiagramTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final Pattern ARROW =
      Pattern.compile("^\\s*(\\w+) --> (\\w+): (\\w+)( .*)?$", Pattern.MULTILINE);

  /** Every transition that a task offers, by its method's name. */
  private static final Map<String, UnaryOperator<Task>> TRANSITIONS = transitions();

  private static Map<String, UnaryOperator<Task>> transitions() {
    Map<String, UnaryOperator<Task>> transitions = new LinkedHashMap<>();
    transitions.put("claim", task -> task.claim(new NodeId("node-1"), NOW));
    transitions.put("commitIntent", task -> task.commitIntent("tap Follow", NOW));
    transitions.put("settleIntent", task -> task.settleIntent(true, NOW));
    transitions.put("complete", task -> task.complete(Outcome.COMMITTED, Optional.empty(), NOW));
    transitions.put(
        "fail",
        task -> task.fail(TaskFailure.withoutEffect(FailureCode.TIMED_OUT, "too slow"), NOW));
    transitions.put("interrupt", task -> task.interrupt(NOW));
    transitions.put("cancel", task -> task.cancel(NOW));
    transitions.put(
        "reschedule",
        task ->
            task.reschedule(StartTime.parse("2026-11-25T08:00:00Z"), NOW.plusSeconds(79_200), NOW));
    transitions.put("retry", task -> task.retry(true, NOW));
    transitions.put("retryLater", task -> task.retryLater(NOW.plusSeconds(30), NOW));
    transitions.put("postpone", task -> task.postpone(NOW.plusSeconds(3_600), NOW));
    return transitions;
  }

  /** Tasks in every state, with and without the intent of a decisive step. */
  private static List<Task> everyState() {
    Task pending = TaskTest.pending();
    Task running = pending.claim(new NodeId("node-1"), NOW);
    Task committed = running.commitIntent("tap Follow", NOW);
    return List.of(
        pending,
        running,
        committed,
        committed.settleIntent(true, NOW),
        committed.settleIntent(false, NOW),
        running.complete(Outcome.COMMITTED, Optional.empty(), NOW),
        running.fail(TaskFailure.withoutEffect(FailureCode.TIMED_OUT, "too slow"), NOW),
        committed.interrupt(NOW),
        pending.cancel(NOW));
  }

  /** What the code allows, as {@code from method to}. */
  private static Set<String> allowedByTheCode() {
    Set<String> allowed = new TreeSet<>();
    for (Task task : everyState()) {
      TRANSITIONS.forEach(
          (name, transition) -> {
            try {
              Task after = transition.apply(task);
              allowed.add(task.status().wireName() + " " + name + " " + after.status().wireName());
            } catch (IllegalTaskTransition refused) {
              assertThat(refused).hasMessageContaining("task 7");
            }
          });
    }
    return allowed;
  }

  private static Set<String> drawnIn(String diagram) {
    Set<String> drawn = new TreeSet<>();
    Matcher arrow = ARROW.matcher(diagram);
    while (arrow.find()) {
      drawn.add(arrow.group(1) + " " + arrow.group(3) + " " + arrow.group(2));
    }
    return drawn;
  }

  private static String diagram() throws IOException {
    return Files.readString(Path.of("..", "docs", "state-machine.md"));
  }

  @Test
  void the_diagram_draws_what_the_code_allows_and_nothing_else() throws IOException {
    assertThat(drawnIn(diagram())).isEqualTo(allowedByTheCode());
  }

  @Test
  void a_doctored_diagram_is_found_out() throws IOException {
    assertThat(drawnIn(diagram().replace("failed --> pending: retry", "")))
        .isNotEqualTo(allowedByTheCode());
    assertThat(drawnIn(diagram() + "\ncompleted --> pending: retry\n"))
        .isNotEqualTo(allowedByTheCode());
  }
}
