package dev.drover.bootstrap.config;

import dev.drover.application.housekeeping.Housekeeping.Retention;
import dev.drover.bootstrap.config.Settings.Given;
import dev.drover.domain.license.LicensePlan;
import dev.drover.domain.license.LicensePublicKey;
import dev.drover.http.connection.HttpPort;
import dev.drover.http.guard.HttpSettings;
import dev.drover.http.page.PageSource;
import dev.drover.persistence.access.SecretCipher;
import dev.drover.persistence.postgres.DatabaseAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The checked configuration of a server.
 *
 * @param host the name or address to listen at; must be this machine's. {@code localhost} is both
 *     loopback addresses
 * @param port 0 to 65535; 0 takes a free one
 * @param http who may use the API, how fast and how much. Beyond loopback an API key is always
 *     required.
 * @param page where the dashboard's files come from
 * @param home the directory with the server's state
 * @param adapters the adapters that store, reach phones and write comments
 * @param timeZone the zone of {@code "HH:MM"} start times
 * @param connect ADB addresses of phones to connect to
 * @param adbServer the local adb server, which knows the phones on USB
 * @param shutdownGrace how long running tasks may continue when the server is told to stop
 * @param quarantineAfter the number of consecutive failures after which a phone is paused
 * @param triesUpdates whether one phone tries an app's new version while the others wait
 * @param commentBaseUrls endpoints for generated comments that may be without https or in a private
 *     network
 * @param repairModel who is asked how elements could be found again; empty for nobody
 * @param license what the server may do
 * @param materials where files to post are
 * @param keepsScreensOfSuccess whether the last screens of attempts that took effect are kept, too
 * @param retention how long finished tasks and their artifacts are kept
 * @param rpcAdb whether programs that lease a phone may use ADB on it
 * @param liveCores the processor time that live pictures may take, in cores
 * @param flags that make another command mean the same server, such as {@code --home DIR}; empty if
 *     none was given
 */
public record ServerConfig(
    String host,
    int port,
    HttpSettings http,
    PageSource page,
    LogFormat logFormat,
    Path home,
    AdapterChoices adapters,
    ZoneId timeZone,
    Licensing license,
    List<String> connect,
    HostAndPort adbServer,
    Duration shutdownGrace,
    int quarantineAfter,
    boolean triesUpdates,
    Set<URI> commentBaseUrls,
    Optional<RepairModel> repairModel,
    Materials materials,
    boolean keepsScreensOfSuccess,
    Retention retention,
    boolean rpcAdb,
    double liveCores,
    String flags) {

  /** Both loopback addresses: clients that call the server localhost may use either. */
  private static final String DEFAULT_HOST = HttpPort.LOCALHOST;

  /** The port of the TikMatrix local API; clients use it by default. */
  static final int DEFAULT_PORT = 50809;

  private static final Pattern PLAIN_ARGUMENT = Pattern.compile("[A-Za-z0-9._/~:@+-]+");

  public ServerConfig {
    connect = List.copyOf(connect);
    commentBaseUrls = Set.copyOf(commentBaseUrls);
  }

  public record HostAndPort(String host, int port) {}

  /**
   * What the server may do.
   *
   * @param publicKey the key that must have signed the licence in {@code file}; without it, no
   *     licence is needed
   * @param plan the plan of a server that needs no licence
   */
  public record Licensing(Optional<LicensePublicKey> publicKey, Path file, LicensePlan plan) {
    private static Licensing of(Settings settings, Path home) {
      Optional<LicensePublicKey> key =
          SettingValue.of(settings, Setting.LICENSE_PUBLIC_KEY, LicensePublicKey::parse);
      Optional<Given> plan = settings.get(Setting.LICENSE_PLAN);
      if (key.isPresent() && plan.isPresent()) {
        throw new ConfigurationError(
            plan.get().origin()
                + ": with license.public-key the plan is what the licence says; take one of the two"
                + " settings out");
      }
      return new Licensing(
          key,
          SettingValue.of(settings, Setting.LICENSE_FILE, SettingValue::path)
              .orElse(home.resolve("drover.license")),
          SettingValue.of(settings, Setting.LICENSE_PLAN, SettingValue::plan)
              .orElse(LicensePlan.BUSINESS));
    }
  }

  /**
   * Where files to post are.
   *
   * @param libraryFolder the folder of the material library, shared by all servers on one database
   * @param uploadFolder the folder with pictures for comments
   * @param roots the folders from which scripts may take files
   * @param largestBytes the largest file, in bytes
   */
  public record Materials(
      Path libraryFolder, Path uploadFolder, List<Path> roots, long largestBytes) {
    public Materials {
      roots = List.copyOf(roots);
    }

    private static Materials of(Settings settings, Path home) {
      Path uploads = home.resolve("materials");
      return new Materials(
          SettingValue.of(settings, Setting.MATERIALS_FOLDER, SettingValue::path)
              .orElse(home.resolve("library")),
          uploads,
          SettingValue.of(settings, Setting.MATERIALS_ROOTS, SettingValue::paths)
              .orElse(List.of(uploads)),
          SettingValue.of(settings, Setting.MATERIALS_LARGEST, SettingValue::megabytes)
              .orElse(4_096L * SettingValue.BYTES_IN_MEGABYTE));
    }
  }

  /**
   * Reads flags, environment and file. Flags override the environment, and the environment
   * overrides the file.
   *
   * @param file the configuration file; if empty, {@code drover.yaml} in the home directory, if it
   *     exists
   * @throws ConfigurationError if a value is invalid
   */
  public static ServerConfig load(
      Map<Setting, String> flags, Map<String, String> environment, Optional<Path> file) {
    return load(flags, environment, file, defaultHome(environment));
  }

  /**
   * Reads every source for the demo, whose home is its own unless one is given.
   *
   * @throws ConfigurationError if a value can't be used
   */
  public static ServerConfig loadForDemo(
      Map<Setting, String> flags, Map<String, String> environment, Optional<Path> file) {
    return load(flags, environment, file, demoHome(environment));
  }

  private static ServerConfig load(
      Map<Setting, String> flags,
      Map<String, String> environment,
      Optional<Path> file,
      Path defaultHome) {
    Path home = of(Settings.read(flags, environment, Optional.empty()), file, defaultHome).home();
    Path ordinary = home.resolve("drover.yaml");
    Optional<Path> chosen = file.or(() -> Optional.of(ordinary).filter(Files::exists));
    return of(Settings.read(flags, environment, chosen), file, defaultHome);
  }

  /** Returns the same configuration with other phones to connect to. */
  public ServerConfig connectedTo(List<String> addresses) {
    return new ServerConfig(
        host,
        port,
        http,
        page,
        logFormat,
        home,
        adapters,
        timeZone,
        license,
        addresses,
        adbServer,
        shutdownGrace,
        quarantineAfter,
        triesUpdates,
        commentBaseUrls,
        repairModel,
        materials,
        keepsScreensOfSuccess,
        retention,
        rpcAdb,
        liveCores,
        flags);
  }

  /**
   * Checks the settings and fills in the defaults.
   *
   * @throws ConfigurationError if a value is invalid; the message names the setting and where it
   *     was set
   */
  public static ServerConfig of(Settings settings, Map<String, String> environment) {
    return of(settings, Optional.empty(), defaultHome(environment));
  }

  private static ServerConfig of(Settings settings, Optional<Path> file, Path defaultHome) {
    Path home = SettingValue.of(settings, Setting.HOME, SettingValue::path).orElse(defaultHome);
    String host =
        SettingValue.of(settings, Setting.HOST, HttpSettingsReader::ownHost).orElse(DEFAULT_HOST);
    checkBuiltIn(settings);
    return new ServerConfig(
        host,
        SettingValue.of(settings, Setting.PORT, SettingValue::port).orElse(DEFAULT_PORT),
        HttpSettingsReader.read(settings, host),
        page(settings),
        SettingValue.of(settings, Setting.LOG_FORMAT, LogFormat::named).orElse(LogFormat.TEXT),
        home,
        AdapterChoices.of(settings),
        SettingValue.of(settings, Setting.TIMEZONE, SettingValue::zone)
            .orElseGet(ZoneId::systemDefault),
        Licensing.of(settings, home),
        SettingValue.of(settings, Setting.DEVICES_CONNECT, SettingValue::list).orElse(List.of()),
        SettingValue.of(settings, Setting.DEVICES_ADB_SERVER, SettingValue::hostAndPort)
            .orElse(new HostAndPort("127.0.0.1", 5037)),
        SettingValue.of(settings, Setting.SHUTDOWN_GRACE, SettingValue::seconds)
            .orElse(Duration.ofSeconds(10)),
        SettingValue.of(settings, Setting.QUARANTINE_AFTER, SettingValue::count).orElse(5),
        SettingValue.of(settings, Setting.TRY_UPDATES, SettingValue::yesOrNo).orElse(true),
        SettingValue.of(settings, Setting.COMMENT_BASE_URLS, SettingValue::urls).orElse(Set.of()),
        RepairModel.of(settings),
        Materials.of(settings, home),
        SettingValue.of(settings, Setting.ARTIFACTS_KEEP_SUCCESS, SettingValue::yesOrNo)
            .orElse(true),
        new Retention(
            SettingValue.of(settings, Setting.TASKS_KEEP_DAYS, SettingValue::daysAtLeastOne)
                .orElse(Duration.ofDays(90)),
            SettingValue.of(settings, Setting.ARTIFACTS_KEEP_DAYS, SettingValue::days)
                .orElse(Duration.ofDays(14)),
            SettingValue.of(settings, Setting.ARTIFACTS_LARGEST_MEGABYTES, SettingValue::megabytes)
                .orElse(1024 * SettingValue.BYTES_IN_MEGABYTE)),
        SettingValue.of(settings, Setting.RPC_ADB, SettingValue::yesOrNo).orElse(false),
        SettingValue.of(settings, Setting.LIVE_CORES, SettingValue::cores).orElse(1.0),
        sameServer(settings, file));
  }

  private static PageSource page(Settings settings) {
    boolean shown =
        SettingValue.of(settings, Setting.DASHBOARD, SettingValue::yesOrNo).orElse(true);
    PageSource chosen =
        SettingValue.of(
                settings,
                Setting.DASHBOARD_FOLDER,
                text -> (PageSource) new PageSource.Folder(SettingValue.path(text)))
            .orElse(PageSource.SHIPPED);
    return shown ? chosen : PageSource.NONE;
  }

  /** Returns the flags of the command line that say which server is meant, without secrets. */
  private static String sameServer(Settings settings, Optional<Path> file) {
    List<String> flags = new ArrayList<>();
    settings
        .get(Setting.HOME)
        .filter(given -> given.origin().startsWith("--"))
        .ifPresent(given -> flags.add("--home " + quoted(given.value())));
    file.ifPresent(path -> flags.add("--config " + quoted(path.toString())));
    settings
        .get(Setting.DATABASE_URL)
        .filter(given -> given.origin().startsWith("--"))
        .ifPresent(_ -> flags.add("--database-url URL"));
    return String.join(" ", flags);
  }

  private static String quoted(String argument) {
    return PLAIN_ARGUMENT.matcher(argument).matches()
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }

  /** Returns a command as a user types it, for the same server as this one. */
  public String command(String command) {
    return "drover " + command + (flags.isEmpty() ? "" : " " + flags);
  }

  /**
   * Checks the settings of built-in adapters, so that every command reports invalid ones, not only
   * the server's start.
   */
  private static void checkBuiltIn(Settings settings) {
    SettingValue.of(settings, Setting.DATABASE_URL, DatabaseAddress::parse);
    SettingValue.of(settings, Setting.SECRET_KEY, SecretCipher::ofKey);
  }

  /** Returns the API's URL for a client on this machine. */
  public String apiUrl(int listeningPort) {
    return url(listeningPort) + "api/v1";
  }

  /** Returns the URL of the dashboard for a browser on this machine. */
  public String url(int listeningPort) {
    return (http.tls().isPresent() ? "https://" : "http://")
        + HttpSettingsReader.bracketed(clientHost())
        + ":"
        + listeningPort
        + "/";
  }

  /** Returns the host by which a client on this machine reaches the server. */
  public String clientHost() {
    return host.equalsIgnoreCase(HttpPort.LOCALHOST) || isEveryAddress() ? "127.0.0.1" : host;
  }

  /** Whether the server listens on every address of this machine. */
  public boolean isEveryAddress() {
    return host.equals("0.0.0.0") || host.equals("::");
  }

  /**
   * Returns whether nobody but programs of this machine can use the server: it listens on loopback,
   * demands no key, and has neither further names, by which a proxy may forward to it, nor sites
   * whose pages may call it.
   */
  public boolean servesThisMachineAlone() {
    String own = HttpSettingsReader.bracketed(host).toLowerCase(Locale.ROOT);
    return !listensBeyondLoopback()
        && !http.keyDemanded()
        && http.allowedHosts().stream().allMatch(own::equals)
        && http.allowedOrigins().isEmpty();
  }

  /** Returns whether other machines can reach the server. */
  public boolean listensBeyondLoopback() {
    return !HttpSettingsReader.address(host).isLoopbackAddress();
  }

  /** Returns the demo's home, beside the default one: nothing of a demo stays in a real server. */
  static Path demoHome(Map<String, String> environment) {
    Path server = defaultHome(environment);
    return server.resolveSibling(server.getFileName() + "-demo");
  }

  /** Returns the operating system's usual place for a user's application data. */
  static Path defaultHome(Map<String, String> environment) {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    // The user's own wish first: Java's user.home is the one of the password database.
    Path user =
        Optional.ofNullable(environment.get("HOME"))
            .filter(path -> path.startsWith("/"))
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home", ".")));
    if (os.contains("mac")) {
      return user.resolve("Library/Application Support/Drover");
    }
    if (os.contains("win")) {
      return Optional.ofNullable(environment.get("LOCALAPPDATA"))
          .map(Path::of)
          .orElse(user.resolve("AppData/Local"))
          .resolve("Drover");
    }
    return Optional.ofNullable(environment.get("XDG_DATA_HOME"))
        .filter(path -> path.startsWith("/"))
        .map(Path::of)
        .orElse(user.resolve(".local/share"))
        .resolve("drover");
  }
}
