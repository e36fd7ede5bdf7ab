package dev.drover.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.Main;
import dev.drover.http.guard.HttpSettings;
import dev.drover.http.page.PageSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Compares the table in {@code docs/configuration.md} with the settings of the code. */
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("../docs/configuration.md");
  private static final long BYTES_IN_MEGABYTE = 1024 * 1024;

  /** A row of the table. */
  private record Row(
      String setting, String flag, String environment, String fallback, String summary) {}

  @Test
  void every_setting_has_one_row_and_no_row_is_of_another() throws IOException {
    assertThat(rows())
        .extracting(Row::setting)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Setting.values()).map(setting -> code(setting.key())).toList());
  }

  @Test
  void each_row_names_the_flag_the_environment_variable_and_the_default_of_the_code()
      throws IOException {
    for (Row row : rows()) {
      Setting setting = setting(row);
      assertThat(row.flag()).as("flag of %s", setting).isEqualTo(flag(setting));
      assertThat(row.environment())
          .as("environment variable of %s", setting)
          .isEqualTo(code(setting.environmentName()));
      assertThat(row.fallback()).as("default of %s", setting).isEqualTo(fallback(setting));
    }
  }

  @Test
  void each_row_says_what_the_setting_does() throws IOException {
    assertThat(rows()).allSatisfy(row -> assertThat(row.summary()).matches("[A-Z0-9`].{10,}\\."));
  }

  @Test
  void the_page_names_no_environment_variable_that_does_not_exist() throws IOException {
    List<String> known = Arrays.stream(Setting.values()).map(Setting::environmentName).toList();

    assertThat(
            Pattern.compile("DROVER_[A-Z_]+")
                .matcher(Files.readString(PAGE))
                .results()
                .map(MatchResult::group))
        .isSubsetOf(known);
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    boolean inTable = false;
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("| setting |")) {
        inTable = true;
      } else if (!line.startsWith("|")) {
        inTable = false;
      } else if (inTable && !line.startsWith("|---")) {
        String[] cells = line.substring(1).split("\\|", -1);
        assertThat(cells).as(line).hasSize(6);
        rows.add(
            new Row(
                cells[0].strip(),
                cells[1].strip(),
                cells[2].strip(),
                cells[3].strip(),
                cells[4].strip()));
      }
    }
    return rows;
  }

  private static Setting setting(Row row) {
    return Setting.ofKey(row.setting().replace("`", "")).orElseThrow();
  }

  private static String code(Object value) {
    return "`" + value + "`";
  }

  private static String flag(Setting setting) {
    String name = "--" + setting.key();
    return Main.commandLine().getCommandSpec().findOption(name) == null ? "" : code(name);
  }

  /** Returns the default as the page words it. */
  private static String fallback(Setting setting) {
    ServerConfig config = with(Map.of());
    HttpSettings http = config.http();
    HttpSettings.Rate rate =
        with(Map.of(Setting.REQUIRE_API_KEY, "true")).http().rate().orElseThrow();
    return switch (setting) {
      case HOST -> code(config.host());
      case PORT -> code(config.port());
      case ALLOWED_HOSTS -> {
        assertThat(http.allowedHosts()).containsExactly(config.host());
        yield "none";
      }
      case DASHBOARD -> code(config.page().equals(PageSource.SHIPPED));
      case DASHBOARD_FOLDER -> "none";
      case ALLOWED_ORIGINS -> list(http.allowedOrigins());
      case REQUIRE_API_KEY ->
          code(http.keyDemanded())
              + " on loopback, "
              + code(with(Map.of(Setting.HOST, "0.0.0.0")).http().keyDemanded())
              + " elsewhere";
      case RATE_PER_SECOND -> code(rate.perSecond());
      case RATE_BURST -> code(rate.burst());
      case TLS_CERTIFICATE, TLS_PRIVATE_KEY -> optional(http.tls());
      case REQUEST_PATIENCE -> seconds(http.patience());
      case MOST_CONNECTIONS -> code(http.mostConnections());
      case LOG_FORMAT -> code(config.logFormat().name().toLowerCase(Locale.ROOT));
      case HOME -> {
        assertThat(config.home()).isEqualTo(ServerConfig.defaultHome(Map.of()));
        yield "the platform's place for user data";
      }
      case STORAGE -> code(config.adapters().storage().name());
      case DATABASE_URL -> optional(ofStorage(config, "database-url"));
      case TIMEZONE -> {
        assertThat(config.timeZone()).isEqualTo(ZoneId.systemDefault());
        yield "the system's";
      }
      case LICENSE_PLAN -> code(config.license().plan().displayName());
      case LICENSE_PUBLIC_KEY -> optional(config.license().publicKey());
      case LICENSE_FILE -> belowHome(config, config.license().file());
      case DEVICES_CONNECT -> list(config.connect());
      case DEVICES_ADAPTERS ->
          code(
              config.adapters().devices().stream()
                  .map(AdapterChoices.Chosen::name)
                  .collect(Collectors.joining(", ")));
      case DEVICES_ADB_SERVER -> code(config.adbServer().host() + ":" + config.adbServer().port());
      case SHUTDOWN_GRACE -> seconds(config.shutdownGrace());
      case QUARANTINE_AFTER -> code(config.quarantineAfter());
      case TRY_UPDATES -> code(config.triesUpdates());
      case SECRET_KEY -> optional(ofStorage(config, "secret-key"));
      case COMMENTS_ADAPTER -> code(config.adapters().comments().name());
      case COMMENT_BASE_URLS -> list(config.commentBaseUrls());
      case REPAIR_BASE_URL, REPAIR_MODEL, REPAIR_API_KEY -> {
        assertThat(config.repairModel()).isEmpty();
        yield "none";
      }
      case TASKS_KEEP_DAYS -> code(config.retention().taskAge().toDays());
      case ARTIFACTS_KEEP_SUCCESS -> code(config.keepsScreensOfSuccess());
      case ARTIFACTS_KEEP_DAYS -> code(config.retention().artifactAge().toDays());
      case ARTIFACTS_LARGEST_MEGABYTES -> megabytes(config.retention().artifactBytes());
      case MATERIALS_FOLDER -> belowHome(config, config.materials().libraryFolder());
      case MATERIALS_ROOTS -> {
        assertThat(config.materials().roots()).hasSize(1);
        yield belowHome(config, config.materials().roots().getFirst());
      }
      case MATERIALS_LARGEST -> megabytes(config.materials().largestBytes());
      case RPC_ADB -> code(config.rpcAdb());
      case LIVE_CORES -> code(config.liveCores());
    };
  }

  private static Optional<String> ofStorage(ServerConfig config, String setting) {
    return Optional.ofNullable(config.adapters().storage().values().get(setting));
  }

  private static ServerConfig with(Map<Setting, String> flags) {
    return ServerConfig.of(Settings.read(flags, Map.of(), Optional.empty()), Map.of());
  }

  private static String optional(Optional<?> value) {
    return value.map(ConfigurationPageTest::code).orElse("none");
  }

  private static String list(Collection<?> items) {
    return items.isEmpty() ? "none" : code(items);
  }

  private static String seconds(Duration duration) {
    return code(duration.toSeconds());
  }

  private static String megabytes(long bytes) {
    return code(bytes / BYTES_IN_MEGABYTE);
  }

  private static String belowHome(ServerConfig config, Path path) {
    return code("<home>/" + config.home().relativize(path));
  }
}
