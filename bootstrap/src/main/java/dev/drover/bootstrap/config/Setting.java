package dev.drover.bootstrap.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Everything that can be configured, by its name in {@code drover.yaml}. */
public enum Setting {
  HOST("host"),
  PORT("port"),
  ALLOWED_HOSTS("allowed-hosts"),
  ALLOWED_ORIGINS("allowed-origins"),
  REQUIRE_API_KEY("require-api-key"),
  RATE_PER_SECOND("rate-limit.per-second"),
  RATE_BURST("rate-limit.burst"),
  TLS_CERTIFICATE("tls.certificate"),
  TLS_PRIVATE_KEY("tls.private-key"),
  REQUEST_PATIENCE("request.patience-seconds"),
  MOST_CONNECTIONS("request.most-connections"),
  LOG_FORMAT("log-format"),
  HOME("home"),
  STORAGE("storage"),
  DATABASE_URL("database-url", "postgresql", "database-url"),
  TIMEZONE("timezone"),
  LICENSE_PLAN("license.plan"),
  LICENSE_PUBLIC_KEY("license.public-key"),
  LICENSE_FILE("license.file"),
  DEVICES_CONNECT("devices.connect"),
  DEVICES_ADAPTERS("devices.adapters"),
  DEVICES_ADB_SERVER("devices.adb-server", "adb", "adb-server"),
  SHUTDOWN_GRACE("shutdown.grace-seconds"),
  QUARANTINE_AFTER("devices.quarantine-after"),
  SECRET_KEY("secret-key", "postgresql", "secret-key"),
  COMMENTS_ADAPTER("comments.adapter"),
  COMMENT_BASE_URLS("comments.allowed-base-urls", "openai", "allowed-base-urls"),
  TASKS_KEEP_DAYS("tasks.keep-days"),
  ARTIFACTS_KEEP_DAYS("artifacts.keep-days"),
  ARTIFACTS_LARGEST_MEGABYTES("artifacts.largest-megabytes"),
  MATERIALS_FOLDER("materials.folder"),
  MATERIALS_ROOTS("materials.roots"),
  MATERIALS_LARGEST("materials.largest-megabytes");

  private static final String ENVIRONMENT_PREFIX = "DROVER_";

  private final String key;
  private final Optional<String> adapter;
  private final String nameInAdapter;

  Setting(String key) {
    this.key = key;
    this.adapter = Optional.empty();
    this.nameInAdapter = key;
  }

  /** A setting that a built-in adapter gets, by the name that it has there. */
  Setting(String key, String adapter, String nameInAdapter) {
    this.key = key;
    this.adapter = Optional.of(adapter);
    this.nameInAdapter = nameInAdapter;
  }

  /** The built-in adapter whose setting it is; empty for a setting of the server. */
  Optional<String> adapter() {
    return adapter;
  }

  String nameInAdapter() {
    return nameInAdapter;
  }

  /** In the file: {@code license.plan}; of a nested mapping, the path joined by dots. */
  public String key() {
    return key;
  }

  /** In the environment: {@code DROVER_LICENSE_PLAN}. */
  String environmentName() {
    return ENVIRONMENT_PREFIX + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }

  /** The server's settings, secrets among them, are none of the programs that it starts. */
  public static void removeFrom(Map<String, String> environment) {
    environment.keySet().removeIf(name -> name.startsWith(ENVIRONMENT_PREFIX));
  }

  /** Whether its value is not to be shown: it is, or holds, a secret. */
  boolean isSecret() {
    return this == DATABASE_URL || this == SECRET_KEY;
  }

  public static Optional<Setting> ofKey(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }
}
