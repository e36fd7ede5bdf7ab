package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The line that is read by hand means what it means to the command line's library. */
class PlainStartTest {
  private static String[] words(String line) {
    return line.isEmpty() ? new String[0] : line.split(" ");
  }

  private static ServerFlags byLibrary(String line) {
    ParseResult read = Main.commandLine().parseArgs(words(line));
    while (read.hasSubcommand()) {
      read = read.subcommand();
    }
    Object command = read.commandSpec().userObject();
    return command instanceof Main.Serve serve ? serve.flags() : ((Main) command).flags();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "serve",
        "--port 0",
        "serve --port=0 --host 0.0.0.0",
        "--home /somewhere --config /else/drover.yaml --paused",
        "--database-url postgresql://u:p=w@localhost:5432/drover --timezone Asia/Shanghai",
        "serve --log-format json --home=relative/folder --port 50809 --paused",
        "--home=a=b",
        "--port many"
      })
  void a_plain_start_has_the_same_flags(String line) {
    ServerFlags read = PlainStart.of(words(line)).orElseThrow();
    ServerFlags expected = byLibrary(line);

    assertThat(read.settings()).isEqualTo(expected.settings());
    assertThat(read.home().settings(read.settings()))
        .isEqualTo(expected.home().settings(expected.settings()));
    assertThat(read.home().config()).isEqualTo(expected.home().config());
    assertThat(read.paused()).isEqualTo(expected.paused());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "serve --help",
        "--version",
        "demo",
        "serve serve",
        "--prot 1",
        "--port",
        "--port --host",
        "--port 1 --port 2",
        "--paused --paused",
        "--paused=true",
        "--port=",
        "--home demo",
        "--home @file",
        "@file",
        "--home -x",
        "-- --port 1",
        "somewhere",
        "phone --port 5555"
      })
  void everything_else_is_read_by_the_library(String line) {
    assertThat(PlainStart.of(words(line))).isEmpty();
  }

  @Test
  void every_flag_and_command_of_the_library_is_known() {
    CommandLine drover = Main.commandLine();
    Set<String> flags = new TreeSet<>();
    drover.getCommandSpec().options().stream()
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .forEach(option -> flags.add(option.longestName()));
    Set<String> known = new TreeSet<>(PlainStart.WITH_VALUE);
    known.add(PlainStart.PAUSED);

    assertThat(known).isEqualTo(flags);
    assertThat(PlainStart.COMMANDS).isEqualTo(drover.getSubcommands().keySet());
  }
}
