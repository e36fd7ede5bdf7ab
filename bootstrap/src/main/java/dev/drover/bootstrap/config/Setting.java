package dev.drover.bootstrap.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The settings, by their names in {@code drover.yaml}. */
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
  DASHBOARD("dashboard"),
  DASHBOARD_FOLDER("dashboard.folder"),
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
  TRY_UPDATES("devices.try-updates"),
  SECRET_KEY("secret-key", "postgresql", "secret-key"),
  COMMENTS_ADAPTER("comments.adapter"),
  COMMENT_BASE_URLS("comments.allowed-base-urls", "openai", "allowed-base-urls"),
  REPAIR_BASE_URL("repair.base-url"),
  REPAIR_MODEL("repair.model"),
  REPAIR_API_KEY("repair.api-key"),
  TASKS_KEEP_DAYS("tasks.keep-days"),
  ARTIFACTS_KEEP_SUCCESS("artifacts.keep-success"),
  ARTIFACTS_KEEP_DAYS("artifacts.keep-days"),
  ARTIFACTS_LARGEST_MEGABYTES("artifacts.largest-megabytes"),
  MATERIALS_FOLDER("materials.folder"),
  MATERIALS_ROOTS("materials.roots"),
  MATERIALS_LARGEST("materials.largest-megabytes"),
  RPC_ADB("rpc.adb"),
  LIVE_CORES("live.cores");

  private static final String ENVIRONMENT_PREFIX = "DROVER_";

  private final String key;
  private final Optional<String> adapter;
  private final String nameInAdapter;

  Setting(String key) {
    this.key = key;
    this.adapter = Optional.empty();
    this.nameInAdapter = key;
  }

  /** Declares a setting of a built-in adapter, with its name in the adapter. */
  Setting(String key, String adapter, String nameInAdapter) {
    this.key = key;
    this.adapter = Optional.of(adapter);
    this.nameInAdapter = nameInAdapter;
  }

  /**
   * Returns the built-in adapter that the setting belongs to; empty for a setting of the server.
   */
  Optional<String> adapter() {
    return adapter;
  }

  String nameInAdapter() {
    return nameInAdapter;
  }

  /**
   * Returns the name in the file, such as {@code license.plan}: the path of nested mappings joined
   * by dots.
   */
  public String key() {
    return key;
  }

  /** Returns the name of the environment variable, such as {@code DROVER_LICENSE_PLAN}. */
  public String environmentName() {
    return ENVIRONMENT_PREFIX + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }

  /**
   * Removes the server's settings, some of which are secrets, from the environment of a program
   * that the server starts.
   */
  public static void removeFrom(Map<String, String> environment) {
    environment.keySet().removeIf(name -> name.startsWith(ENVIRONMENT_PREFIX));
  }

  /** Returns whether the value is or contains a secret and must not be shown. */
  boolean isSecret() {
    return this == DATABASE_URL || this == SECRET_KEY || this == REPAIR_API_KEY;
  }

  public static Optional<Setting> ofKey(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }
}
