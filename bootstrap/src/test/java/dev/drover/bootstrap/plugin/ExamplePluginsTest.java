package dev.drover.bootstrap.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.bootstrap.Main;
import dev.drover.bootstrap.ServerProcess;
import dev.drover.http.testing.Api;
import dev.drover.persistence.testing.FixedPort;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Builds the plug-ins in {@code examples/plugins}, runs their own tests, and runs them in a server.
 */
@Timeout(180)
class ExamplePluginsTest {
  private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

  @TempDir private Path folder;

  /**
   * An example, compiled as its Maven project does.
   *
   * @param folders the content of its jar
   */
  private record Built(Path classes, Path tests, List<Path> folders) {}

  private Built build(String name) throws Exception {
    Path project = EXAMPLES.resolve("plugins").resolve(name);
    Path classes = folder.resolve(name).resolve("classes");
    Path tests = folder.resolve(name).resolve("test-classes");
    PluginJars.compile(
        PluginJars.sourcesBelow(project.resolve("src/main/java")), classes, List.of());
    PluginJars.compile(
        PluginJars.sourcesBelow(project.resolve("src/test/java")), tests, List.of(classes));
    return new Built(classes, tests, List.of(classes, project.resolve("src/main/resources")));
  }

  private static TestExecutionSummary runTests(Built built, String testClass) throws Exception {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {built.classes().toUri().toURL(), built.tests().toUri().toURL()},
            ExamplePluginsTest.class.getClassLoader())) {
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(DiscoverySelectors.selectClass(loader.loadClass(testClass)))
                  .build(),
              summary);
    }
    return summary.getSummary();
  }

  private static void assertPassed(TestExecutionSummary summary, int atLeast) {
    StringWriter failures = new StringWriter();
    summary.printFailuresTo(new PrintWriter(failures));
    assertThat(summary.getTotalFailureCount()).as(failures::toString).isZero();
    assertThat(summary.getTestsSucceededCount()).isGreaterThanOrEqualTo(atLeast);
  }

  /** Returns the directory or jar of testkit's classes, for a plug-in that packs some of them. */
  private static Path testkit() throws Exception {
    return Path.of(
        dev.drover.testkit.memory.InMemoryStorage.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .toURI());
  }

  /** Packs only the package that the example's build packs. */
  private Path packedOfTestkit() throws Exception {
    Path from = testkit();
    Path to = folder.resolve("packed");
    Path memory = Path.of("dev", "drover", "testkit", "memory");
    Files.createDirectories(to.resolve(memory));
    try (var root =
        Files.isDirectory(from) ? null : java.nio.file.FileSystems.newFileSystem(from)) {
      Path source =
          root == null ? from.resolve(memory) : root.getPath("/").resolve(memory.toString());
      try (var files = Files.list(source)) {
        for (Path file : files.toList()) {
          Files.copy(file, to.resolve(memory).resolve(file.getFileName().toString()));
        }
      }
    }
    return to;
  }

  @Test
  void both_pass_the_contracts_and_a_server_runs_a_task_with_them() throws Exception {
    Built memory = build("memory-storage");
    Built notebook = build("notebook-devices");

    assertPassed(runTests(memory, "com.example.memory.MemoryStorageTest"), 100);
    assertPassed(runTests(notebook, "com.example.notebook.NotebookGatewayTest"), 10);

    Path home = Files.createDirectory(folder.resolve("home"));
    PluginJars.protect(home, "rwx------");
    List<Path> packed = new ArrayList<>(memory.folders());
    packed.add(packedOfTestkit());
    Path plugins = home.resolve("plugins");
    PluginJars.pack(plugins.resolve("memory-storage.jar"), Map.of("Drover-SPI", "1.1"), packed);
    PluginJars.pack(
        plugins.resolve("notebook-devices.jar"), Map.of("Drover-SPI", "1.0"), notebook.folders());
    Files.writeString(
        home.resolve("drover.yaml"),
        """
        storage: memory
        devices:
          adapters: [notebook]
        plugins:
          notebook:
            phones: [NOTE-1, NOTE-2]
        """);

    try (ServerProcess server =
        ServerProcess.launchForTheFirstTime(home, FixedPort.free(), Map.of())) {
      server.awaitAnswer();
      Api api = new Api(server.port());
      // A background step reports the phones soon after the start.
      JsonNode created =
          api.post(
                  "/task",
                  """
                  {"serials": ["NOTE-2"], "script_name": "follow",
                   "script_config": {"target_users": ["@ann"]}}
                  """)
              .data();
      JsonNode task = api.awaitStatus(created.path("task_ids").path(0).asLong(), "completed");

      assertThat(task.path("outcome").asText()).isEqualTo("no_effect");
      assertThat(task.path("remark").asText()).contains("written down, not done");
      assertThat(Files.readString(home.resolve("notebook/NOTE-2.txt"))).contains("ann");
      assertThat(server.output()).contains("in memory").contains("2 notebooks");
      assertThat(home.resolve("postgres")).doesNotExist();
    }
    assertThat(doctor(home))
        .contains(
            "note  storage: memory",
            "ok    phone NOTE-1: online, Notebook",
            "ok    phone NOTE-2: online, Notebook")
        .doesNotContain("FAIL");
  }

  private static String doctor(Path home) {
    StringWriter output = new StringWriter();
    Main.commandLine()
        .setOut(new PrintWriter(output, true))
        .execute("doctor", "--home", home.toString());
    return output.toString();
  }

  @Test
  void a_server_runs_a_script_of_a_plug_in_on_a_phone() throws Exception {
    Built memory = build("memory-storage");
    Built visit = build("visit-script");
    assertPassed(runTests(visit, "com.example.visit.VisitTypeTest"), 2);
    Path home = Files.createDirectory(folder.resolve("home"));
    PluginJars.protect(home, "rwx------");
    List<Path> packed = new ArrayList<>(memory.folders());
    packed.add(packedOfTestkit());
    Path plugins = home.resolve("plugins");
    PluginJars.pack(plugins.resolve("memory-storage.jar"), Map.of("Drover-SPI", "1.1"), packed);
    PluginJars.pack(
        plugins.resolve("visit-script.jar"), Map.of("Drover-SPI", "1.0"), visit.folders());
    Files.writeString(home.resolve("drover.yaml"), "storage: memory\n");

    try (VirtualPhone phone = VirtualPhone.start(PhoneConfig.named("PHONE", "ann"));
        ServerProcess server =
            ServerProcess.launchForTheFirstTime(
                home, FixedPort.free(), Map.of("DROVER_DEVICES_CONNECT", phone.adbAddress()))) {
      server.awaitAnswer();
      Api api = new Api(server.port());
      assertThat(api.get("/scripts").data().path("scripts").findValuesAsText("name"))
          .contains("follow", "visit", "stay");
      Api.Answer refused =
          api.post(
              "/task",
              """
              {"serials": ["PHONE"], "script_name": "visit",
               "script_config": {"target_user": "bob", "stay": 61}}
              """);
      assertThat(refused.message()).contains("/script_config/stay must be a number from 0 to 60");

      long id =
          api.create(
                  "{'serials': ['PHONE'], 'script_name': 'visit',"
                      + " 'script_config': {'target_user': 'bob', 'stay': 0}}")
              .getFirst();
      JsonNode task = api.awaitStatus(id, "completed");

      assertThat(task.path("target").asText()).isEqualTo("@bob");
      assertThat(task.path("outcome").asText()).isEqualTo("no_effect");
      assertThat(task.path("remark").asText()).isEqualTo("looked at @bob");
      assertThat(task.path("log").findValuesAsText("step"))
          .contains("open the profile of @bob", "look at the profile of @bob");
      assertThat(phone.effects()).isEmpty();
    }
  }

  /** Returns a program's class path. */
  private static String withoutTests() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("-tests.jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void a_program_runs_a_whole_drover_within_itself() throws Exception {
    Path classes = folder.resolve("embedding");
    PluginJars.compile(
        List.of(EXAMPLES.resolve("embedding/EmbeddedDrover.java")), classes, List.of());
    Path output = folder.resolve("output.txt");
    Process program =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                String.join(File.pathSeparator, classes.toString(), withoutTests()),
                "EmbeddedDrover",
                folder.resolve("embedded-home").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(program.waitFor(120, TimeUnit.SECONDS)).as(Files.readString(output)).isTrue();
      List<String> lines =
          Arrays.stream(Files.readString(output).split("\n"))
              .filter(line -> !line.matches("\\d{4}-.*"))
              .toList();
      assertThat(lines).as(Files.readString(output)).hasSize(3);
      assertThat(lines.get(0)).startsWith("API: http://127.0.0.1:");
      assertThat(lines.get(1)).startsWith("PRINTER would do: FollowScript");
      assertThat(lines.get(2)).isEqualTo("task 1: completed");
      assertThat(program.exitValue()).isZero();
    } finally {
      program.destroyForcibly();
    }
  }
}
