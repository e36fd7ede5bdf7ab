package dev.drover.device.adb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the quoting with a real POSIX shell. */
class ShellCommandTest {

  /** Returns the arguments that a real shell passes to a program. */
  private static String throughRealShell(ShellCommand command) throws IOException {
    Process shell =
        new ProcessBuilder("sh", "-c", command.line()).redirectErrorStream(true).start();
    shell.getOutputStream().close();
    return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<String> nasty =
        Arbitraries.of(
            "'",
            "\"",
            "\\",
            "$(id)",
            "`id`",
            ";",
            "&&",
            "|",
            "\n",
            "\r",
            "\t",
            "*",
            "?",
            "~",
            "${HOME}",
            "$((1+1))",
            "<",
            ">",
            "#",
            "!",
            "{a,b}",
            "[a-z]",
            "-n",
            "--",
            "=",
            "%s",
            "\u0001",
            "é",
            "日本",
            "😀",
            " ",
            "",
            "'\\''",
            "\\'");
    Arbitrary<String> any =
        Arbitraries.strings()
            .ofMaxLength(20)
            .filter(text -> text.indexOf('\0') < 0 && isEncodable(text));
    return Arbitraries.oneOf(nasty, any).list().ofMaxSize(8).map(parts -> String.join("", parts));
  }

  private static boolean isEncodable(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  @Property(tries = 400)
  void any_text_arrives_at_a_program_as_it_is(
      @ForAll @From("hostile") String first, @ForAll @From("hostile") String second)
      throws IOException {
    ShellCommand command = ShellCommand.of("printf", "%s\\001%s\\002", first, second);

    assertThat(throughRealShell(command)).isEqualTo(first + "\u0001" + second + "\u0002");
  }

  @ParameterizedTest
  @ValueSource(strings = {"; touch /tmp/x", "$(touch /tmp/x)", "'; id; '", "a' 'b", "\nid\n"})
  void no_text_becomes_a_command(String text) throws IOException {
    assertThat(throughRealShell(ShellCommand.of("printf", "%s", text))).isEqualTo(text);
  }

  @Test
  void a_name_with_an_equals_sign_is_no_assignment() throws IOException {
    assertThat(throughRealShell(ShellCommand.of("A=1"))).contains("not found");
  }

  @Test
  void nul_is_refused_since_it_would_end_the_argument() {
    assertThatThrownBy(() -> ShellCommand.of("echo", "a\0b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("U+0000");
  }

  @Test
  void a_command_that_old_phones_would_cut_off_is_refused() {
    assertThatThrownBy(() -> ShellCommand.of("echo", "a".repeat(4_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("longer than phones take");
    assertThat(List.of(ShellCommand.of("echo", "a".repeat(3_990)).line())).hasSize(1);
  }

  @Test
  void commands_are_joined_by_what_they_depend_on() throws IOException {
    assertThat(
            throughRealShell(
                ShellCommand.of("false")
                    .andIfSuccessful(ShellCommand.of("printf", "no"))
                    .then(ShellCommand.of("printf", "yes"))))
        .isEqualTo("yes");
  }
}
