package dev.drover.bootstrap.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.plugin.CommentAdapter;
import dev.drover.application.plugin.DeviceAdapter;
import dev.drover.application.plugin.DeviceContext;
import dev.drover.application.port.meter.AdapterMeter;
import dev.drover.bootstrap.config.AdapterChoices;
import dev.drover.bootstrap.config.ConfigurationError;
import dev.drover.bootstrap.config.RepairModel;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.bootstrap.config.Setting;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what is loaded from the folder {@code plugins}, and what is refused with which message. */
@DisabledOnOs(OS.WINDOWS)
class PluginsTest {
  private static final Map<String, String> SPI = Map.of("Drover-SPI", "1.0");

  private static final String GOOD =
      phones("good", "throw new IllegalStateException(\"no phones\")");

  @TempDir private Path home;
  private Path plugins;

  @BeforeEach
  void makeFolder() throws Exception {
    PluginJars.protect(home, "rwx------");
    plugins = Files.createDirectory(home.resolve("plugins"));
    PluginJars.protect(plugins, "rwxr-xr-x");
  }

  /** Returns a device adapter whose {@code open} does this. */
  private static String phones(String name, String opening) {
    return """
        package com.example;
        import dev.drover.application.plugin.*;
        public final class Phones implements DeviceAdapter {
          public String name() { return %s; }
          public Devices open(DeviceContext context) { %s; }
        }
        """
        .formatted(name.equals("null") ? "null" : "\"" + name + "\"", opening);
  }

  private Path classes(String source) throws Exception {
    return classes(DeviceAdapter.class, "Phones", source);
  }

  private Path classes(Class<?> service, String name, String source) throws Exception {
    Path folder = Files.createTempDirectory(home, "classes");
    Path file = folder.resolve(name + ".java");
    Files.writeString(file, source);
    Path classes = folder.resolve("classes");
    PluginJars.compile(List.of(file), classes, List.of());
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve(service.getName()), "com.example." + name + "\n");
    return classes;
  }

  private Path jar(String name, Map<String, String> manifest, String source) throws Exception {
    Path jar = plugins.resolve(name);
    PluginJars.pack(jar, manifest, List.of(classes(source)));
    return jar;
  }

  private Adapters found() {
    try (Plugins loaded = Plugins.below(home)) {
      return Adapters.find(loaded);
    }
  }

  private void refused(String... words) {
    assertThatThrownBy(this::found)
        .isInstanceOf(PluginRefused.class)
        .message()
        .contains(words)
        .hasLineCount(1);
  }

  private AdapterChoices choices(String yaml) throws Exception {
    Files.writeString(home.resolve("drover.yaml"), yaml);
    return ServerConfig.load(Map.of(Setting.HOME, home.toString()), Map.of(), Optional.empty())
        .adapters();
  }

  private Object opened(String source) throws Exception {
    jar("a.jar", SPI, source);
    AdapterChoices choices = choices("devices: {adapters: [good]}");
    try (Plugins loaded = Plugins.below(home)) {
      return Adapters.find(loaded)
          .open(
              choices.devices().getFirst(),
              new DeviceContext(
                  home, Map.of(), (_, _) -> "", Clock.systemUTC(), new NoMeter(), loaded.loader()));
    }
  }

  private static final class NoMeter implements AdapterMeter {
    @Override
    public void gauge(Measure measure, DoubleSupplier value) {}

    @Override
    public void counter(Measure measure, DoubleSupplier total) {}

    @Override
    public Consumer<Duration> timer(Measure measure) {
      return _ -> {};
    }
  }

  @Test
  void without_a_folder_there_are_the_adapters_of_drover() throws Exception {
    Files.delete(plugins);
    found().check(choices("port: 0"));
  }

  @Test
  void an_adapter_of_a_jar_is_found_beside_those_of_drover() throws Exception {
    jar("a.jar", SPI, GOOD);
    Files.writeString(plugins.resolve("notes.txt"), "not a jar, and not looked at");
    found().check(choices("devices: {adapters: [good, adb]}"));
  }

  @Test
  void an_adapter_of_comments_that_asks_no_model_says_what_to_change() throws Exception {
    String comments =
        """
        package com.example;
        import dev.drover.application.plugin.*;
        import dev.drover.application.port.comments.CommentGenerator;
        public final class Comments implements CommentAdapter {
          public String name() { return "own"; }
          public CommentGenerator open(CommentContext context) { throw new IllegalStateException(); }
        }
        """;
    PluginJars.pack(
        plugins.resolve("a.jar"),
        SPI,
        List.of(classes(CommentAdapter.class, "Comments", comments)));
    AdapterChoices choices = choices("comments: {adapter: own}");
    RepairModel model =
        new RepairModel(URI.create("http://127.0.0.1:1/v1"), "any", Optional.empty());
    try (Plugins loaded = Plugins.below(home)) {
      Adapters adapters = Adapters.find(loaded);
      assertThatThrownBy(() -> adapters.open(choices.comments(), model))
          .isInstanceOf(ConfigurationError.class)
          .message()
          .contains("\"own\"", "repair.base-url", "comments.adapter");
    }
  }

  @Test
  void a_jar_sees_no_other_jar_and_all_together_are_seen_by_one_loader() throws Exception {
    jar("a.jar", SPI, GOOD);
    jar("b.jar", SPI, GOOD.replace("good", "better"));
    try (Plugins loaded = Plugins.below(home)) {
      Adapters.find(loaded);
      assertThat(loaded.jars())
          .extracting(PluginJar::name)
          .containsExactly("plug-in a.jar", "plug-in b.jar");
      assertThat(loaded.jars().get(0).loader().loadClass("com.example.Phones"))
          .isNotEqualTo(loaded.jars().get(1).loader().loadClass("com.example.Phones"));
      assertThat(loaded.loader().loadClass("com.example.Phones"))
          .isEqualTo(loaded.jars().get(0).loader().loadClass("com.example.Phones"));
      assertThat(
              java.util.Collections.list(
                      loaded
                          .loader()
                          .getResources("META-INF/services/" + DeviceAdapter.class.getName()))
                  .stream()
                  .filter(url -> url.toString().contains("/plugins/")))
          .hasSize(2);
    }
  }

  @Test
  void a_name_that_nobody_has_is_answered_with_those_that_there_are() throws Exception {
    jar("a.jar", SPI, GOOD);
    assertThatThrownBy(() -> found().check(choices("devices: {adapters: [adb, godo]}")))
        .isInstanceOf(ConfigurationError.class)
        .hasMessage(
            "devices.adapters in "
                + home.resolve("drover.yaml")
                + ": there is no adapter \"godo\"; there are adb, good");
    assertThatThrownBy(() -> found().check(choices("storage: mysql")))
        .hasMessageContaining("there is no adapter \"mysql\"; there are postgresql");
    assertThatThrownBy(() -> found().check(choices("comments: {adapter: poet}")))
        .hasMessageContaining("there is no adapter \"poet\"; there are openai");
  }

  @Test
  void settings_of_a_plug_in_that_is_not_there_are_refused_without_their_value() throws Exception {
    jar("a.jar", SPI, GOOD);
    assertThatThrownBy(() -> found().check(choices("plugins: {godo: {token: s3cret}}")))
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining("plugins.godo.token in")
        .hasMessageContaining("there are good")
        .message()
        .doesNotContain("s3cret");
    assertThatThrownBy(() -> choices("plugins: {good: 3}"))
        .hasMessageContaining("plugins.ADAPTER.SETTING");
  }

  @Test
  void two_adapters_of_one_name_are_both_named() throws Exception {
    jar("a.jar", SPI, GOOD);
    jar("b.jar", SPI, GOOD);
    refused("two adapters have the name good", "plug-in a.jar", "plug-in b.jar");
  }

  @Test
  void a_name_of_drover_is_taken() throws Exception {
    jar("a.jar", SPI, GOOD.replace("good", "adb"));
    refused("two adapters have the name adb", "which comes with Drover", "plug-in a.jar");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "", "Good", "a b", "a/b"})
  void a_name_that_can_not_be_configured_is_refused(String name) throws Exception {
    jar("a.jar", SPI, phones(name, "return null"));
    refused("com.example.Phones", "plug-in a.jar", "no usable name");
  }

  // What others can write

  @ParameterizedTest
  @ValueSource(strings = {"rw-rw-r--", "rw-r--rw-", "rwxrwxrwx"})
  void a_jar_that_others_can_write_is_not_loaded(String permissions) throws Exception {
    Path jar = jar("a.jar", SPI, GOOD);
    PluginJars.protect(jar, permissions);
    refused("plug-in a.jar is not loaded", jar + " can be written by others", permissions);
  }

  @Test
  void a_folder_that_others_can_write_is_not_used_even_when_it_is_empty() throws Exception {
    PluginJars.protect(plugins, "rwxrwxr-x");
    refused("folder is not used", plugins + " can be written by others");
  }

  @Test
  void a_home_that_others_can_write_is_no_place_for_plug_ins() throws Exception {
    jar("a.jar", SPI, GOOD);
    PluginJars.protect(home, "rwxrwxrwx");
    refused("folder is not used", home + " can be written by others");
  }

  @Test
  void a_symbolic_link_to_a_jar_is_refused() throws Exception {
    Path jar = jar("a.jar", SPI, GOOD);
    Path elsewhere = Files.move(jar, home.resolve("elsewhere.jar"));
    Files.createSymbolicLink(jar, elsewhere);
    refused("plug-in a.jar is a symbolic link");
  }

  @Test
  void a_link_to_a_folder_that_others_can_write_is_refused() throws Exception {
    jar("a.jar", SPI, GOOD);
    Path open = Files.move(plugins, home.resolve("open"));
    PluginJars.protect(open, "rwxrwxrwx");
    Files.createSymbolicLink(plugins, open);
    refused("folder is not used", open + " can be written by others");
  }

  @Test
  void a_folder_of_a_jars_name_is_refused() throws Exception {
    Files.createDirectory(plugins.resolve("a.jar"));
    refused("plug-in a.jar is no file");
  }

  // What is no plug-in

  @ParameterizedTest
  @ValueSource(strings = {"", "this is no zip", "PK\u0003\u0004 cut off"})
  void a_file_that_is_no_jar_is_refused(String content) throws Exception {
    Path jar = Files.writeString(plugins.resolve("a.jar"), content);
    PluginJars.protect(jar, "rw-r--r--");
    refused("plug-in a.jar is no jar");
  }

  @Test
  void a_jar_without_a_version_of_the_spi_is_refused() throws Exception {
    jar("a.jar", Map.of(), GOOD);
    refused("plug-in a.jar names no SPI version", "Drover-SPI: 1.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.0", "0.9", "1.2"})
  void a_jar_for_another_version_is_refused(String version) throws Exception {
    jar("a.jar", Map.of("Drover-SPI", version), GOOD);
    refused("plug-in a.jar is for version " + version + " of the SPI, and this Drover has 1.1");
  }

  @Test
  void a_version_that_is_none_is_refused() throws Exception {
    jar("a.jar", Map.of("Drover-SPI", "latest"), GOOD);
    refused("plug-in a.jar has Drover-SPI: latest", "must be MAJOR.MINOR");
  }

  @Test
  void a_jar_that_leads_to_files_that_nobody_checks_is_refused() throws Exception {
    jar("a.jar", Map.of("Drover-SPI", "1.0", "Class-Path", "../elsewhere.jar"), GOOD);
    refused("plug-in a.jar names other files by Class-Path");
  }

  @Test
  void a_jar_that_names_no_class_is_refused() throws Exception {
    Path classes = classes(GOOD);
    Files.delete(classes.resolve("META-INF/services").resolve(DeviceAdapter.class.getName()));
    PluginJars.pack(plugins.resolve("a.jar"), SPI, List.of(classes));
    refused("plug-in a.jar names no class to load", "META-INF/services/dev.drover.");
  }

  // What can't be made

  @Test
  void a_class_that_does_not_exist_is_named() throws Exception {
    Path classes = classes(GOOD);
    Files.writeString(
        classes.resolve("META-INF/services").resolve(DeviceAdapter.class.getName()),
        "com.example.Missing\n");
    PluginJars.pack(plugins.resolve("a.jar"), SPI, List.of(classes));
    refused("plug-in a.jar", "com.example.Missing", "not found");
  }

  @Test
  void a_class_of_another_kind_is_named() throws Exception {
    jar("a.jar", SPI, "package com.example; public final class Phones {}");
    refused("plug-in a.jar", "com.example.Phones", "not a subtype");
  }

  @Test
  void a_constructor_that_throws_is_named_with_its_reason() throws Exception {
    jar(
        "a.jar",
        SPI,
        GOOD.replace(
            "public String",
            "public Phones() { throw new RuntimeException(\"broken\"); } public String"));
    refused("plug-in a.jar", "com.example.Phones", "broken");
  }

  @Test
  void a_constructor_that_throws_an_error_is_named_with_its_reason() throws Exception {
    jar(
        "a.jar",
        SPI,
        GOOD.replace(
            "public String",
            "public Phones() { throw new StackOverflowError(\"deep\"); } public String"));
    refused("plug-in a.jar", "com.example.Phones", "deep");
  }

  @Test
  void a_class_whose_start_fails_is_named() throws Exception {
    jar(
        "a.jar",
        SPI,
        GOOD.replace(
            "public String name",
            "static final int N = Integer.parseInt(\"x\"); public String name"));
    refused("plug-in a.jar", "com.example.Phones");
  }

  @Test
  void a_damaged_class_is_named() throws Exception {
    Path classes = classes(GOOD);
    Files.write(classes.resolve("com/example/Phones.class"), new byte[] {1, 2, 3, 4});
    PluginJars.pack(plugins.resolve("a.jar"), SPI, List.of(classes));
    refused("plug-in a.jar", "com.example.Phones", "ClassFormatError");
  }

  // What can't be opened

  @Test
  void an_adapter_that_can_not_be_opened_is_named_with_its_reason() {
    assertThatThrownBy(() -> opened(GOOD))
        .isInstanceOf(PluginRefused.class)
        .hasMessage("plug-in a.jar: com.example.Phones can't be opened: no phones");
  }

  @Test
  void an_adapter_that_throws_an_error_is_named_with_it() {
    assertThatThrownBy(() -> opened(phones("good", "throw new NoClassDefFoundError(\"x/Y\")")))
        .isInstanceOf(PluginRefused.class)
        .hasMessage(
            "plug-in a.jar: com.example.Phones can't be opened:"
                + " java.lang.NoClassDefFoundError: x/Y");
  }

  @Test
  void an_adapter_that_gives_nothing_is_named() {
    assertThatThrownBy(() -> opened(phones("good", "return null")))
        .isInstanceOf(PluginRefused.class)
        .hasMessage("plug-in a.jar: com.example.Phones can't be opened: it gave nothing (null)");
  }

  @Test
  void a_setting_that_an_adapter_refuses_is_named_as_in_the_configuration() {
    assertThatThrownBy(
            () -> opened(phones("good", "throw new InvalidSetting(\"size\", \"must be 1 to 9\")")))
        .isInstanceOf(ConfigurationError.class)
        .hasMessage("plugins.good.size: must be 1 to 9");
  }
}
