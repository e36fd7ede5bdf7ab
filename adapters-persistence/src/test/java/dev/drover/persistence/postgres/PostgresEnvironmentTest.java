package dev.drover.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Tests the environment of the programs. Another program stands in for PostgreSQL, which overwrites
 * its environment after the start.
 */
class PostgresEnvironmentTest {
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void it_is_given_what_it_needs_and_no_secret() throws Exception {
    ProcessBuilder program = EmbeddedPostgres.program(List.of("/usr/bin/env"));
    Process env = program.redirectErrorStream(true).start();
    List<String> names =
        new String(env.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.substring(0, line.indexOf('=')))
            .toList();

    assertThat(System.getenv()).as("of this process").hasSizeGreaterThan(names.size());
    assertThat(names).contains("PATH").isSubsetOf(EmbeddedPostgres.NEEDED_ENVIRONMENT);
  }
}
