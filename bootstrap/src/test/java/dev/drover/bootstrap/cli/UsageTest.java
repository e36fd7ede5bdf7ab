package dev.drover.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the command line says to a wrong use, and how its help looks. */
class UsageTest {
  private record Result(int code, String out, String err) {}

  private static Result drover(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Result(code, out.toString(), err.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "serve --prot 1, there is no option --prot; did you mean --port? See drover serve --help",
    "--hoem=/x, there is no option --hoem=/x; did you mean --home? See drover --help",
    "demo --phone 2, there is no option --phone; did you mean --phones? See drover demo --help",
    "demo --nonsense, there is no option --nonsense. See drover demo --help",
    "demo --tls.certificate x, '--tls.certificate is no option; set tls.certificate in drover.yaml, or"
        + " DROVER_TLS_CERTIFICATE. See drover demo --help'",
    "demoo, there is no command demoo; did you mean demo? See drover --help",
    "elephant, there is no command elephant. See drover --help",
    "demo --phones many, "
        + "'--phones must be a whole number, not \"many\". See drover demo --help'"
  })
  void a_wrong_use_is_answered_by_one_line_with_the_nearest_name(String line, String answer) {
    Result result = drover(line.split(" "));

    assertThat(result.err()).isEqualTo("drover: " + answer + System.lineSeparator());
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void the_help_lists_commands_and_options_by_what_they_are_for() {
    String help = drover("--help").out();

    assertThat(help)
        .containsSubsequence(
            "The API:",
            "--host",
            "Which server:",
            "--home",
            "Database, time and log:",
            "--database-url",
            "Run:",
            "serve",
            "demo",
            "Check and repair:",
            "doctor",
            "Who may use it:",
            "key",
            "Examples:")
        .doesNotContain("More:");
    assertThat(help.lines().filter(line -> line.startsWith("Usage:")))
        .containsExactly("Usage: drover [OPTIONS] [COMMAND]");
    assertThat(drover("demo", "--help").out())
        .containsSubsequence("--phones", "The API:", "--port", "Which server:", "--config");
  }

  @Test
  void every_command_stands_in_a_group_and_every_group_names_commands_that_exist() {
    CommandLine drover = Main.commandLine();
    String help = drover.getUsageMessage(CommandLine.Help.Ansi.OFF);

    for (String name : drover.getSubcommands().keySet()) {
      assertThat(help.lines().filter(line -> line.matches("  " + name + " +\\S.*")))
          .as(name)
          .hasSize(1);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_terminal_gets_colours_unless_no_color_is_set(@TempDir Path folder) throws Exception {
    assertThat(onTerminal(folder, Map.of())).contains("\u001b[");
    assertThat(onTerminal(folder, Map.of("NO_COLOR", "1")))
        .contains("Usage:")
        .doesNotContain("\u001b[");
    assertThat(drover("--help").out()).doesNotContain("\u001b[");
  }

  /** What the real program writes to a terminal, which script(1) plays. */
  private static String onTerminal(Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path typescript = Files.createTempFile(folder, "terminal", ".txt");
    ProcessBuilder process =
        new ProcessBuilder(
                "script",
                "--quiet",
                "--return",
                "--command",
                ProcessHandle.current().info().command().orElseThrow()
                    + " -XX:TieredStopAtLevel=1 "
                    + Main.class.getName()
                    + " --help",
                typescript.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    process.environment().keySet().removeAll(Set.of("NO_COLOR", "CLICOLOR"));
    process.environment().put("TERM", "xterm");
    process.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    process.environment().putAll(environment);
    Process running = process.start();
    running.getOutputStream().close();
    assertThat(running.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return Files.readString(typescript, StandardCharsets.UTF_8);
  }
}
