package dev.drover.domain.script.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.drover.domain.app.Platform;
import dev.drover.domain.script.Parameter;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.script.TaskScript;
import dev.drover.domain.script.Unfit;
import dev.drover.domain.script.UnreadableScript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTypeTest {
  private static ProgramType type(Parameter<?>... parameters) {
    return named("mine", Optional.empty(), parameters);
  }

  private static ProgramType named(
      String name, Optional<Platform> app, Parameter<?>... parameters) {
    return new ProgramType(
        name,
        "",
        List.of("secret-command"),
        Path.of("/scripts"),
        app,
        ProgramType.DEFAULT_TIMEOUT,
        Effects.SOME,
        false,
        List.of(parameters));
  }

  @Test
  void a_task_stores_the_values_of_its_parameters_and_no_command() {
    TaskScript task = type(Parameter.text("user")).one(Map.of("user", "ann", "command", "rm"));

    assertThat(task.values().canonical()).containsExactly(Map.entry("user", "ann"));
  }

  @Test
  void a_stored_task_takes_the_command_of_today() {
    ProgramType type = type(Parameter.text("user"));

    Script script = type.ofStored(Map.of("user", "ann"), 0);

    assertThat(script)
        .isInstanceOfSatisfying(
            ProgramScript.class,
            program -> {
              assertThat(program.type()).isSameAs(type);
              assertThat(program.config()).containsExactly(Map.entry("user", "ann"));
            });
  }

  @Test
  void a_stored_task_whose_parameters_have_changed_is_not_run() {
    ProgramType today =
        type(Parameter.text("name").required(""), Parameter.whole("count", 1, 3).otherwise(1));

    assertThat(today.ofStored(Map.of("user", "ann", "count", 9), 0))
        .isEqualTo(
            new UnreadableScript(
                "mine",
                "the script mine was changed after the task was created: count must be an integer"
                    + " from 1 to 3; user is no parameter of it any more; name is required now."
                    + " Nothing was run; create the task anew"));
  }

  @Test
  void an_account_on_another_platform_does_not_fit() {
    Script script = named("mine", Optional.of(Platform.TIKTOK)).one(Map.of()).script();

    assertThat(script.unfitFor(Platform.TIKTOK)).isEmpty();
    assertThat(script.unfitFor(Platform.INSTAGRAM))
        .containsExactly(new Unfit("mine", "works on TikTok only", true));
    assertThat(type().one(Map.of()).script().unfitFor(Platform.INSTAGRAM)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Mine", "1st", "my script", "../mine", "é"})
  void a_name_has_the_form_of_other_scripts_names(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> named(name, Optional.empty()));
  }

  @Test
  void no_program_has_the_name_of_a_built_in_script() {
    ScriptTypes builtIn = ScriptTypes.builtIn();

    assertThat(builtIn.with(List.of(type())).names()).endsWith("mine");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builtIn.with(List.of(named("follow", Optional.empty()))));
  }

  @Test
  void a_timeout_is_a_second_to_a_day() {
    for (Duration timeout : List.of(Duration.ofMillis(999), Duration.ofHours(25))) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new ProgramType(
                      "mine",
                      "",
                      List.of("x"),
                      Path.of("/"),
                      Optional.empty(),
                      timeout,
                      Effects.NONE,
                      false,
                      List.of()));
    }
  }
}
