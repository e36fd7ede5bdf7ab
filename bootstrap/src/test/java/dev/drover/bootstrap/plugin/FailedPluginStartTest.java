package dev.drover.bootstrap.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.ServerProcess;
import dev.drover.persistence.testing.FixedPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests that an unusable plug-in ends a server, or a command, with one line and code 2. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(180)
class FailedPluginStartTest {
  @TempDir private Path home;

  @BeforeEach
  void put() throws Exception {
    Path source = Files.createDirectories(home.resolve("source")).resolve("Broken.java");
    Files.writeString(
        source,
        """
        package com.example;
        import dev.drover.application.plugin.*;
        public final class Broken implements StorageAdapter {
          public String name() { return "broken"; }
          public Storage open(StorageContext context) { throw new IllegalStateException("no disk"); }
        }
        """);
    Path classes = home.resolve("classes");
    PluginJars.compile(List.of(source), classes, List.of());
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("dev.drover.application.plugin.StorageAdapter"), "com.example.Broken\n");
    PluginJars.protect(home, "rwx------");
    PluginJars.pack(
        home.resolve("plugins/broken.jar"), Map.of("Drover-SPI", "1.0"), List.of(classes));
  }

  private String lineOf(String... arguments) throws Exception {
    try (ServerProcess server =
        ServerProcess.launchForTheFirstTime(home, FixedPort.free(), Map.of(), arguments)) {
      assertThat(server.awaitExit()).as(server::output).isEqualTo(2);
      assertThat(server.output().lines()).as(server::output).hasSize(1);
      return server.output().strip();
    }
  }

  @Test
  void an_adapter_that_can_not_be_opened_ends_the_start() throws Exception {
    Files.writeString(home.resolve("drover.yaml"), "storage: broken\n");
    assertThat(lineOf())
        .isEqualTo("drover: plug-in broken.jar: com.example.Broken can't be opened: no disk");
  }

  @Test
  void a_jar_that_others_can_write_ends_the_start_whether_it_is_used_or_not() throws Exception {
    Path jar = home.resolve("plugins/broken.jar");
    PluginJars.protect(jar, "rw-rw-rw-");
    assertThat(lineOf())
        .startsWith(
            "drover: plug-in broken.jar is not loaded: " + jar + " can be written by others");
    assertThat(home.resolve("postgres")).as("nothing was started").doesNotExist();
  }

  @Test
  void a_name_that_nobody_has_ends_the_start_with_those_that_there_are() throws Exception {
    Files.writeString(home.resolve("drover.yaml"), "storage: brokne\n");
    assertThat(lineOf()).endsWith("there is no adapter \"brokne\"; there are broken, postgresql");
  }
}
