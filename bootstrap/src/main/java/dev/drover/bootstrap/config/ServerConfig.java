package dev.drover.bootstrap.config;

import dev.drover.application.housekeeping.Housekeeping.Retention;
import dev.drover.bootstrap.config.Settings.Given;
import dev.drover.domain.license.LicensePlan;
import dev.drover.domain.license.LicensePublicKey;
import dev.drover.http.connection.HttpPort;
import dev.drover.http.guard.HttpSettings;
import dev.drover.persistence.access.SecretCipher;
import dev.drover.persistence.postgres.DatabaseAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How one server runs, every value checked.
 *
 * @param host of this machine, by name or address; {@code localhost} is both loopback addresses
 * @param port 0..65535; 0 takes any free one
 * @param door who may come in; beyond loopback only with an API key
 * @param home the one directory that holds the server's state
 * @param adapters which adapters store, reach phones and write comments
 * @param timeZone in which {@code "HH:MM"} start times are meant
 * @param connect ADB addresses of phones to connect to
 * @param adbServer the local adb server that knows the USB phones, as {@code host:port}
 * @param shutdownGrace how long running tasks may go on when the server is told to end
 * @param quarantineAfter failures of a phone in a row, at which it is paused
 * @param commentBaseUrls endpoints that write comments which need be neither https nor on the
 *     public internet
 * @param license what the server may do
 * @param materials where files to post lie
 * @param retention how much is kept of what is over
 */
public record ServerConfig(
    String host,
    int port,
    HttpSettings door,
    LogFormat logFormat,
    Path home,
    AdapterChoices adapters,
    ZoneId timeZone,
    Licensing license,
    List<String> connect,
    HostAndPort adbServer,
    Duration shutdownGrace,
    int quarantineAfter,
    Set<URI> commentBaseUrls,
    Materials materials,
    Retention retention) {

  /** Both loopback addresses: clients that call the server localhost may use either. */
  private static final String DEFAULT_HOST = HttpPort.LOCALHOST;

  /** The port of the TikMatrix local API, which clients have built in. */
  static final int DEFAULT_PORT = 50809;

  private static final long BYTES_IN_MEGABYTE = 1024 * 1024;

  private static final Pattern HOST =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?");
  private static final Pattern ORIGIN = Pattern.compile("https?://" + HOST.pattern());

  public ServerConfig {
    connect = List.copyOf(connect);
    commentBaseUrls = Set.copyOf(commentBaseUrls);
  }

  public record HostAndPort(String host, int port) {}

  /**
   * What the server may do.
   *
   * @param publicKey that must have signed the licence in {@code file}; without one, no licence is
   *     needed
   * @param plan of one's own server, which needs no licence
   */
  public record Licensing(Optional<LicensePublicKey> publicKey, Path file, LicensePlan plan) {
    private static Licensing of(Settings settings, Path home) {
      Optional<LicensePublicKey> key =
          value(settings, Setting.LICENSE_PUBLIC_KEY, LicensePublicKey::parse);
      Optional<Given> plan = settings.get(Setting.LICENSE_PLAN);
      if (key.isPresent() && plan.isPresent()) {
        throw new ConfigurationError(
            plan.get().origin()
                + ": with license.public-key the plan is what the licence says; take one of the two"
                + " settings out");
      }
      return new Licensing(
          key,
          value(settings, Setting.LICENSE_FILE, ServerConfig::path)
              .orElse(home.resolve("drover.license")),
          value(settings, Setting.LICENSE_PLAN, ServerConfig::plan).orElse(LicensePlan.BUSINESS));
    }
  }

  /**
   * Where files to post lie.
   *
   * @param libraryFolder of the material library; servers on one database share it
   * @param uploadFolder where pictures for comments are looked for
   * @param roots folders from which scripts may take files
   */
  public record Materials(
      Path libraryFolder, Path uploadFolder, List<Path> roots, long largestBytes) {
    public Materials {
      roots = List.copyOf(roots);
    }

    private static Materials of(Settings settings, Path home) {
      Path uploads = home.resolve("materials");
      return new Materials(
          value(settings, Setting.MATERIALS_FOLDER, ServerConfig::path)
              .orElse(home.resolve("library")),
          uploads,
          value(settings, Setting.MATERIALS_ROOTS, ServerConfig::paths).orElse(List.of(uploads)),
          value(settings, Setting.MATERIALS_LARGEST, ServerConfig::megabytes)
              .orElse(4_096L * BYTES_IN_MEGABYTE));
    }
  }

  /**
   * Reads every source: flags win over the environment, that over the file.
   *
   * @param file given by its own flag; without one, {@code drover.yaml} in the home, where there is
   *     one
   * @throws ConfigurationError if a value can't be used
   */
  public static ServerConfig load(
      Map<Setting, String> flags, Map<String, String> environment, Optional<Path> file) {
    Path home = of(Settings.read(flags, environment, Optional.empty()), environment).home();
    Path ordinary = home.resolve("drover.yaml");
    Optional<Path> chosen = file.or(() -> Optional.of(ordinary).filter(Files::exists));
    return of(Settings.read(flags, environment, chosen), environment);
  }

  /** The same server at other phones' addresses. */
  public ServerConfig connectedTo(List<String> addresses) {
    return new ServerConfig(
        host,
        port,
        door,
        logFormat,
        home,
        adapters,
        timeZone,
        license,
        addresses,
        adbServer,
        shutdownGrace,
        quarantineAfter,
        commentBaseUrls,
        materials,
        retention);
  }

  /**
   * @throws ConfigurationError if a value can't be used; the message names the setting and where it
   *     was set
   */
  public static ServerConfig of(Settings settings, Map<String, String> environment) {
    Path home =
        value(settings, Setting.HOME, ServerConfig::path).orElseGet(() -> defaultHome(environment));
    String host = value(settings, Setting.HOST, ServerConfig::ownHost).orElse(DEFAULT_HOST);
    checkBuiltIn(settings);
    return new ServerConfig(
        host,
        value(settings, Setting.PORT, ServerConfig::port).orElse(DEFAULT_PORT),
        door(settings, host),
        value(settings, Setting.LOG_FORMAT, LogFormat::named).orElse(LogFormat.TEXT),
        home,
        AdapterChoices.of(settings),
        value(settings, Setting.TIMEZONE, ServerConfig::zone).orElseGet(ZoneId::systemDefault),
        Licensing.of(settings, home),
        value(settings, Setting.DEVICES_CONNECT, ServerConfig::list).orElse(List.of()),
        value(settings, Setting.DEVICES_ADB_SERVER, ServerConfig::hostAndPort)
            .orElse(new HostAndPort("127.0.0.1", 5037)),
        value(settings, Setting.SHUTDOWN_GRACE, ServerConfig::seconds)
            .orElse(Duration.ofSeconds(10)),
        value(settings, Setting.QUARANTINE_AFTER, ServerConfig::count).orElse(5),
        value(settings, Setting.COMMENT_BASE_URLS, ServerConfig::urls).orElse(Set.of()),
        Materials.of(settings, home),
        new Retention(
            value(settings, Setting.TASKS_KEEP_DAYS, ServerConfig::daysAtLeastOne)
                .orElse(Duration.ofDays(90)),
            value(settings, Setting.ARTIFACTS_KEEP_DAYS, ServerConfig::days)
                .orElse(Duration.ofDays(14)),
            value(settings, Setting.ARTIFACTS_LARGEST_MEGABYTES, ServerConfig::megabytes)
                .orElse(1024 * BYTES_IN_MEGABYTE)));
  }

  /** So that every command names a value that can't be used, and not only the server's start. */
  private static void checkBuiltIn(Settings settings) {
    value(settings, Setting.DATABASE_URL, DatabaseAddress::parse);
    value(settings, Setting.SECRET_KEY, SecretCipher::ofKey);
  }

  private static HttpSettings door(Settings settings, String host) {
    InetAddress address = address(host);
    Set<String> hosts =
        new HashSet<>(value(settings, Setting.ALLOWED_HOSTS, ServerConfig::hosts).orElse(Set.of()));
    if (!address.isAnyLocalAddress()) {
      hosts.add(bracketed(host));
    }
    boolean beyondLoopback = !address.isLoopbackAddress();
    boolean keyDemanded =
        value(settings, Setting.REQUIRE_API_KEY, ServerConfig::yesOrNo).orElse(beyondLoopback);
    if (beyondLoopback && !keyDemanded) {
      throw new ConfigurationError(
          settings.get(Setting.REQUIRE_API_KEY).orElseThrow().origin()
              + ": can't be false while the server listens at "
              + host
              + ", where whoever reaches it could use the API; leave it out, or listen at"
              + " localhost");
    }
    return new HttpSettings(
        hosts,
        value(settings, Setting.ALLOWED_ORIGINS, ServerConfig::origins).orElse(Set.of()),
        keyDemanded,
        rate(settings, keyDemanded || beyondLoopback),
        tls(settings),
        Duration.ofSeconds(
            value(settings, Setting.REQUEST_PATIENCE, ServerConfig::count).orElse(20)),
        value(settings, Setting.MOST_CONNECTIONS, ServerConfig::count).orElse(1_000));
  }

  /**
   * How much one client may ask for.
   *
   * @param limited even where nothing is set; programs of the machine's own user may ask as often
   *     as they can
   */
  private static Optional<HttpSettings.Rate> rate(Settings settings, boolean limited) {
    Optional<Integer> perSecond = value(settings, Setting.RATE_PER_SECOND, ServerConfig::number);
    Optional<Integer> burst = value(settings, Setting.RATE_BURST, ServerConfig::count);
    if (!limited && perSecond.isEmpty() && burst.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(perSecond.orElse(100))
        .filter(rate -> rate > 0)
        .map(rate -> new HttpSettings.Rate(rate, burst.orElse(1_000)));
  }

  private static Optional<HttpSettings.TlsFiles> tls(Settings settings) {
    Optional<Path> certificate =
        value(settings, Setting.TLS_CERTIFICATE, ServerConfig::readableFile);
    Optional<Path> privateKey =
        value(settings, Setting.TLS_PRIVATE_KEY, ServerConfig::readableFile);
    if (certificate.isPresent() != privateKey.isPresent()) {
      throw new ConfigurationError(
          "tls.certificate and tls.private-key: set both, to PEM files, or neither");
    }
    return certificate.map(file -> new HttpSettings.TlsFiles(file, privateKey.orElseThrow()));
  }

  /** Where the API is, as a client on this machine writes it. */
  public String apiUrl(int listeningPort) {
    return (door.tls().isPresent() ? "https://" : "http://")
        + bracketed(clientHost())
        + ":"
        + listeningPort
        + "/api/v1";
  }

  /** By which host a client on this machine reaches the server. */
  public String clientHost() {
    return host.equalsIgnoreCase(HttpPort.LOCALHOST) ? "127.0.0.1" : host;
  }

  /**
   * Whether nobody but programs of this machine can use the server: it listens on loopback, demands
   * no key, and has neither further names, by which a proxy may forward to it, nor sites whose
   * pages may call it.
   */
  public boolean servesThisMachineAlone() {
    String own = bracketed(host).toLowerCase(Locale.ROOT);
    return !listensBeyondLoopback()
        && !door.keyDemanded()
        && door.allowedHosts().stream().allMatch(own::equals)
        && door.allowedOrigins().isEmpty();
  }

  /** Whether other machines can reach the server. */
  public boolean listensBeyondLoopback() {
    return !address(host).isLoopbackAddress();
  }

  private static String bracketed(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  /** The platform's place for a user's application data. */
  static Path defaultHome(Map<String, String> environment) {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    Path user = Path.of(System.getProperty("user.home", "."));
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

  private static <T> Optional<T> value(
      Settings settings, Setting setting, Function<String, T> read) {
    Optional<Given> given = settings.get(setting);
    try {
      return given.map(value -> read.apply(value.value().strip()));
    } catch (IllegalArgumentException | DateTimeException unusable) {
      throw new ConfigurationError(
          given.orElseThrow().origin()
              + ": "
              + unusable.getMessage()
              + (setting.isSecret() ? "" : ", not \"" + given.orElseThrow().value() + "\""));
    }
  }

  private static String ownHost(String text) {
    address(text);
    return text;
  }

  private static InetAddress address(String host) {
    if (host.equalsIgnoreCase(HttpPort.LOCALHOST)) {
      return InetAddress.getLoopbackAddress();
    }
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException unknown) {
      throw new IllegalArgumentException("must be the name or address of this machine", unknown);
    }
  }

  private static Set<String> hosts(String text) {
    List<String> hosts = list(text);
    if (!hosts.stream().allMatch(host -> HOST.matcher(host).matches())) {
      throw new IllegalArgumentException(
          "must be names or addresses such as drover.example or 192.0.2.7:8080, without a scheme"
              + " and without patterns");
    }
    return Set.copyOf(hosts);
  }

  private static Set<String> origins(String text) {
    List<String> origins = list(text);
    if (!origins.stream().allMatch(origin -> ORIGIN.matcher(origin).matches())) {
      throw new IllegalArgumentException(
          "must be origins such as https://dashboard.example, without a path and without patterns");
    }
    return Set.copyOf(origins);
  }

  private static boolean yesOrNo(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false");
    };
  }

  private static Path readableFile(String text) {
    Path file = path(text);
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException("must be a file that can be read");
    }
    return file;
  }

  private static int number(String text) {
    if (!text.matches("\\d{1,6}")) {
      throw new IllegalArgumentException("must be a number from 0 to 999999");
    }
    return Integer.parseInt(text);
  }

  private static int port(String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
      throw new IllegalArgumentException("must be a port, 0 to 65535");
    }
    return Integer.parseInt(text);
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException unknown) {
      throw new IllegalArgumentException("must be a time zone such as Europe/Berlin", unknown);
    }
  }

  private static LicensePlan plan(String text) {
    return LicensePlan.named(text)
        .orElseThrow(() -> new IllegalArgumentException("must be Starter, Pro, Team or Business"));
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  private static int count(String text) {
    if (!text.matches("[1-9]\\d{0,3}")) {
      throw new IllegalArgumentException("must be a number from 1 to 9999");
    }
    return Integer.parseInt(text);
  }

  private static Path path(String text) {
    return Path.of(text).toAbsolutePath().normalize();
  }

  private static List<Path> paths(String text) {
    return list(text).stream().map(ServerConfig::path).toList();
  }

  private static long megabytes(String text) {
    if (!text.matches("\\d{1,7}") || Integer.parseInt(text) == 0) {
      throw new IllegalArgumentException("must be a number of megabytes, 1 to 9999999");
    }
    return Integer.parseInt(text) * BYTES_IN_MEGABYTE;
  }

  private static Set<URI> urls(String text) {
    return list(text).stream()
        .map(url -> URI.create(url.replaceFirst("(?<!/)/+$", "")))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static HostAndPort hostAndPort(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("must be host:port, such as 127.0.0.1:5037");
    }
    return new HostAndPort(text.substring(0, colon), port(text.substring(colon + 1)));
  }

  private static Duration seconds(String text) {
    if (!text.matches("\\d{1,5}")) {
      throw new IllegalArgumentException("must be a number of seconds, 0 to 99999");
    }
    return Duration.ofSeconds(Integer.parseInt(text));
  }

  private static Duration daysAtLeastOne(String text) {
    if (!text.matches("[1-9]\\d{0,4}")) {
      throw new IllegalArgumentException("must be a number of days, 1 to 99999");
    }
    return Duration.ofDays(Integer.parseInt(text));
  }

  private static Duration days(String text) {
    if (!text.matches("\\d{1,5}")) {
      throw new IllegalArgumentException("must be a number of days, 0 to 99999");
    }
    return Duration.ofDays(Integer.parseInt(text));
  }
}
