package dev.drover.http.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.application.port.storage.TaskQueries.RequestConfig;
import dev.drover.application.port.storage.TaskQueries.TaskDetails;
import dev.drover.domain.task.TaskId;
import dev.drover.http.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The configuration that lists and events show. */
class TaskViewTest {
  private static TaskDetails task(String brief, String... cut) {
    return ShownTasks.task(
        new TaskId(1), new RequestConfig(brief.replace('\'', '"'), Set.of(cut), false, 1_000_000));
  }

  private static void shows(TaskDetails task, String config, boolean complete) throws Exception {
    JsonNode view = TaskView.of(task);
    assertThat(view.path("script_config"))
        .isEqualTo(Json.MAPPER.readTree(config.replace('\'', '"')));
    assertThat(view.path("script_config_complete").booleanValue()).isEqualTo(complete);
  }

  @Test
  void a_request_of_one_target_is_shown_as_given() throws Exception {
    shows(task("{'target_user': 'ann'}"), "{'target_user': 'ann'}", true);
    shows(task("{'target_users': ['Ann']}"), "{'target_users': ['Ann']}", true);
  }

  @Test
  void of_several_targets_a_task_shows_its_own_by_the_requests_key() throws Exception {
    shows(
        task("{'target_users': ['x', 'y'], 'access_method': 'search'}"),
        "{'target_users': ['@ann'], 'access_method': 'search'}",
        true);
    shows(task("{'target_username': 'x,ann'}"), "{'target_username': '@ann'}", true);
    shows(task("{'target_user': 'x\\nann'}"), "{'target_user': '@ann'}", true);
  }

  @Test
  void targets_that_were_cut_are_complete_with_the_tasks_own() throws Exception {
    shows(task("{'target_users': ['x', 'y']}", "target_users"), "{'target_users': ['@ann']}", true);
    shows(task("{'target_user': 'x…'}", "target_user"), "{'target_user': '@ann'}", true);
  }

  @Test
  void anything_else_that_was_cut_is_said_to_be() throws Exception {
    shows(
        task("{'target_user': 'ann', 'note': 'x…'}", "note"),
        "{'target_user': 'ann', 'note': 'x…'}",
        false);
    TaskDetails withoutKeys =
        ShownTasks.task(new TaskId(1), new RequestConfig("{}", Set.of(), true, 9));
    shows(withoutKeys, "{}", false);
  }

  @Test
  void alone_it_shows_the_text_as_it_is() throws Exception {
    String config = "{\"target_users\":[\"@x\",\"@y\"]}";

    byte[] sent = Json.MAPPER.writeValueAsBytes(TaskView.whole(task("{}"), config));

    assertThat(Json.MAPPER.readTree(sent).path("script_config"))
        .isEqualTo(Json.MAPPER.readTree(config));
  }

  @Test
  void choices_are_shown_by_their_names_and_those_of_a_newer_version_with_all_their_values()
      throws Exception {
    assertThat(
            TaskView.chosen(
                Map.of(
                    "caption", List.of("Hi"),
                    "materials", List.of("clip.mp4"),
                    "comments", List.of("one", "two"),
                    "of_tomorrow", List.of("x"))))
        .isEqualTo(
            Json.MAPPER.readTree(
                "{'caption': 'Hi', 'materials': ['clip.mp4'], 'comments': ['one', 'two'],"
                        .replace('\'', '"')
                    + " 'of_tomorrow': ['x']}".replace('\'', '"')));
    assertThat(TaskView.chosen(Map.of())).isEmpty();
  }
}
