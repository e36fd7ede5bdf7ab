package dev.drover.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.domain.app.Platform;
import dev.drover.domain.script.Parameter;
import dev.drover.domain.script.program.Effects;
import dev.drover.domain.script.program.ProgramScript;
import dev.drover.domain.script.program.ProgramType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeclarationFolderTest {
  @TempDir private Path home;

  private Path scripts;

  @BeforeEach
  void create() throws IOException {
    scripts = Files.createDirectory(home.resolve("scripts"));
    Files.setPosixFilePermissions(scripts, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path write(String name, String content) throws IOException {
    Path file = Files.writeString(scripts.resolve(name), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    return file;
  }

  private List<ProgramType> read() {
    return DeclarationFolder.read(home, List.of("follow", "post"));
  }

  @Test
  void a_home_without_the_folder_has_no_programs() throws IOException {
    Files.delete(scripts);

    assertThat(read()).isEmpty();
  }

  @Test
  void a_declaration_needs_a_command_alone() throws IOException {
    write("tidy.yaml", "command: [sh, tidy.sh]\n");

    ProgramType type = read().getFirst();

    assertThat(type)
        .isEqualTo(
            new ProgramType(
                "tidy",
                "A program of the operator's.",
                List.of("sh", "tidy.sh"),
                scripts,
                Optional.empty(),
                Duration.ofMinutes(30),
                Effects.SOME,
                false,
                List.of()));
    assertThat(type.startIsDecisive()).isTrue();
    assertThat(type.platformName()).isEqualTo("generic");
  }

  @Test
  void a_declaration_may_say_everything() throws IOException {
    write(
        "like_posts.yaml",
        """
        summary: Likes posts.
        command:
          - python3
          - like_posts.py
          - --quiet
        platform: instagram
        timeout: 90s
        effects: some
        announces-intents: true
        parameters:
          - name: user
            type: text
            required: true
            summary: Whose posts.
          - name: count
            type: integer
            minimum: 1
            maximum: 50
            default: 5
          - name: pause
            type: number
            minimum: 0.5
            maximum: 60
            default: 1.50
          - name: tags
            type: list
            default: [a, b]
          - name: dry
            type: boolean
            default: false
          - name: mode
            type: choice
            choices: [new, {value: top, summary: The best.}]
            default: new
          - name: level
            type: choice
            choices: [1, 2]
          - name: code
            type: text
            default: 7
          - name: password
            type: secret
        """);

    ProgramType type = read().getFirst();

    assertThat(type.app()).contains(Platform.INSTAGRAM);
    assertThat(type.timeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(type.startIsDecisive()).isFalse();
    assertThat(type.parameters())
        .extracting(Parameter::name)
        .containsExactly(
            "user", "count", "pause", "tags", "dry", "mode", "level", "code", "password");
    ProgramScript script =
        (ProgramScript)
            type.one(Map.of("user", "ann", "count", "7", "level", 2, "password", "s3cret"))
                .script();
    assertThat(script.config())
        .containsExactly(
            Map.entry("user", "ann"),
            Map.entry("count", 7),
            Map.entry("pause", new BigDecimal("1.5")),
            Map.entry("tags", List.of("a", "b")),
            Map.entry("dry", false),
            Map.entry("mode", "new"),
            Map.entry("level", 2),
            Map.entry("code", "7"),
            Map.entry("password", "s3cret"));
    assertThat(script.toString()).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          command: [sh]\\ntimout: 5m              | line 2: "timout" is not known; did you mean "timeout"?
          command: [sh]\\nshell: true             | line 2: "shell" is not known; there are command, summary, platform, timeout, effects, announces-intents, parameters
          summary: x                              | line 1: "command" is missing
          command: sh x.sh                        | line 1: must be a list (- item)
          command: []                             | line 1: command must be a list of the program and its arguments
          command: ['']                           | line 1: the command must name a program
          command: [sh, [x]]                      | line 1: must be a single value
          command: [sh]\\ncommand: [x]            | line 2: "command" stands here twice
          command: [sh]\\nplatform: youtube       | line 2: platform must be generic, tiktok or instagram
          command: [sh]\\ntimeout: 30             | line 2: timeout must be a time such as 90s, 30m or 2h
          command: [sh]\\ntimeout: 25h            | line 1: the timeout must be 1s to 24h
          command: [sh]\\neffects: many           | line 2: effects must be none or some
          command: [sh]\\neffects: none\\nannounces-intents: true | a program without effects has no intents to announce
          command: [sh]\\nannounces-intents: ja   | line 2: must be true or false
          command: [sh                            | is no YAML
          '- command'                             | line 1: must be a mapping (key: value)
          ''                                      | is empty
          """)
  void a_mistake_is_told_with_its_file_and_line(String content, String message) throws IOException {
    Path file = write("mine.yaml", content.replace("\\n", "\n"));

    assertThatThrownBy(this::read)
        .isInstanceOf(DeclarationRefused.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: x, type: txt}                                    | type must be one of text, list
          {name: X, type: text}                                   | a parameter's name must be
          {name: x}                                               | "type" is missing
          {name: x, type: integer, minimum: 1}                    | "maximum" is missing
          {name: x, type: integer, minimum: a, maximum: 2}        | minimum must be a whole number
          {name: x, type: integer, minimum: 1, maximum: 3, default: 4} | default must be an integer from 1 to 3
          {name: x, type: text, minimum: 1}                       | minimum means nothing for a parameter of type text
          {name: x, type: text, required: true, default: a}       | a required parameter has no default
          {name: x, type: choice, choices: []}                    | choices must have at least one
          {name: x, type: choice, choices: [a, a]}                | the choice a stands here twice
          {name: x, type: choice, choices: [a], default: b}       | default must be one of a
          {name: x, type: secret, default: a}                     | default means nothing for a parameter of type secret
          {name: x, type: text, requird: true}                    | did you mean "required"?
          """)
  void a_mistake_in_a_parameter_is_told_with_its_line(String parameter, String message)
      throws IOException {
    Path file = write("mine.yaml", "command: [sh]\nparameters:\n  - " + parameter + "\n");

    assertThatThrownBy(this::read)
        .isInstanceOf(DeclarationRefused.class)
        .hasMessageStartingWith(file + ", line 3: ")
        .hasMessageContaining(message);
  }

  @Test
  void two_parameters_have_two_names() throws IOException {
    write(
        "mine.yaml",
        "command: [sh]\nparameters:\n- {name: x, type: text}\n- {name: x, type: list}\n");

    assertThatThrownBy(this::read).hasMessageContaining("line 4: two parameters are called x");
  }

  @Test
  void a_program_can_not_take_the_name_of_another_script() throws IOException {
    Path file = write("follow.yaml", "command: [sh]\n");

    assertThatThrownBy(this::read)
        .hasMessage(file + ": there is a script follow already; give the file another name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Mine.yaml", "my script.yaml", "1st.yaml", "mine.yml"})
  void a_file_with_an_unusable_name_is_refused(String name) throws IOException {
    write(name, "command: [sh]\n");

    assertThatThrownBy(this::read)
        .isInstanceOf(DeclarationRefused.class)
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @CsvSource({"mine.yaml,rw-rw-r--", "mine.yaml,rw-r--rw-", "lib/helper.py,rw-rw-rw-"})
  void a_file_that_others_can_write_is_refused(String name, String permissions) throws IOException {
    Path lib = Files.createDirectory(scripts.resolve("lib"));
    Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("rwxr-xr-x"));
    write("mine.yaml", "command: [sh]\n");
    Path file = write(name, "command: [sh]\n");
    assertThat(read()).hasSize(1);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    assertThatThrownBy(this::read)
        .isInstanceOf(DeclarationRefused.class)
        .hasMessageContaining(file + " can be written by others (" + permissions + ")");
  }

  @Test
  void a_folder_that_others_can_write_is_refused_even_if_it_is_empty() throws IOException {
    Files.setPosixFilePermissions(scripts, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(this::read)
        .isInstanceOf(DeclarationRefused.class)
        .hasMessageContaining("only this user and root may be able to change what is in it");
  }

  @Test
  void a_link_to_a_file_that_others_can_write_is_refused() throws IOException {
    Path elsewhere = Files.writeString(home.resolve("elsewhere.yaml"), "command: [sh]\n");
    Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-rw-rw-"));
    Files.createSymbolicLink(scripts.resolve("mine.yaml"), elsewhere);

    assertThatThrownBy(this::read).hasMessageContaining("elsewhere.yaml can be written by others");
  }
}
