package dev.drover.bootstrap.config;

import dev.drover.http.connection.HttpPort;
import dev.drover.http.guard.HttpSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads who may use the API, from where, how fast and with how many connections. */
final class HttpSettingsReader {
  private static final Pattern HOST =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?");
  private static final Pattern ORIGIN = Pattern.compile("https?://" + HOST.pattern());

  private HttpSettingsReader() {}

  /**
   * Reads them.
   *
   * @param host at which the server listens; an API key is demanded beyond loopback
   * @throws ConfigurationError if a value can't be used
   */
  static HttpSettings read(Settings settings, String host) {
    InetAddress address = address(host);
    Set<String> hosts =
        new HashSet<>(
            SettingValue.of(settings, Setting.ALLOWED_HOSTS, HttpSettingsReader::hosts)
                .orElse(Set.of()));
    if (!address.isAnyLocalAddress()) {
      hosts.add(bracketed(host));
    }
    boolean beyondLoopback = !address.isLoopbackAddress();
    boolean keyDemanded =
        SettingValue.of(settings, Setting.REQUIRE_API_KEY, SettingValue::yesOrNo)
            .orElse(beyondLoopback);
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
        SettingValue.of(settings, Setting.ALLOWED_ORIGINS, HttpSettingsReader::origins)
            .orElse(Set.of()),
        keyDemanded,
        rate(settings, keyDemanded || beyondLoopback),
        tls(settings),
        Duration.ofSeconds(
            SettingValue.of(settings, Setting.REQUEST_PATIENCE, SettingValue::count).orElse(20)),
        SettingValue.of(settings, Setting.MOST_CONNECTIONS, SettingValue::count).orElse(1_000));
  }

  /**
   * How much one client may ask for.
   *
   * @param limited even where nothing is set; programs of the machine's own user may ask as often
   *     as they can
   */
  private static Optional<HttpSettings.Rate> rate(Settings settings, boolean limited) {
    Optional<Integer> perSecond =
        SettingValue.of(settings, Setting.RATE_PER_SECOND, SettingValue::number);
    Optional<Integer> burst = SettingValue.of(settings, Setting.RATE_BURST, SettingValue::count);
    if (!limited && perSecond.isEmpty() && burst.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(perSecond.orElse(100))
        .filter(rate -> rate > 0)
        .map(rate -> new HttpSettings.Rate(rate, burst.orElse(1_000)));
  }

  private static Optional<HttpSettings.TlsFiles> tls(Settings settings) {
    Optional<Path> certificate =
        SettingValue.of(settings, Setting.TLS_CERTIFICATE, SettingValue::readableFile);
    Optional<Path> privateKey =
        SettingValue.of(settings, Setting.TLS_PRIVATE_KEY, SettingValue::readableFile);
    if (certificate.isPresent() != privateKey.isPresent()) {
      throw new ConfigurationError(
          "tls.certificate and tls.private-key: set both, to PEM files, or neither");
    }
    return certificate.map(file -> new HttpSettings.TlsFiles(file, privateKey.orElseThrow()));
  }

  private static Set<String> hosts(String text) {
    List<String> hosts = SettingValue.list(text);
    if (!hosts.stream().allMatch(host -> HOST.matcher(host).matches())) {
      throw new IllegalArgumentException(
          "must be names or addresses such as drover.example or 192.0.2.7:8080, without a scheme"
              + " and without patterns");
    }
    return Set.copyOf(hosts);
  }

  private static Set<String> origins(String text) {
    List<String> origins = SettingValue.list(text);
    if (!origins.stream().allMatch(origin -> ORIGIN.matcher(origin).matches())) {
      throw new IllegalArgumentException(
          "must be origins such as https://dashboard.example, without a path and without patterns");
    }
    return Set.copyOf(origins);
  }

  static String ownHost(String text) {
    address(text);
    return text;
  }

  static InetAddress address(String host) {
    if (host.equalsIgnoreCase(HttpPort.LOCALHOST)) {
      return InetAddress.getLoopbackAddress();
    }
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException unknown) {
      throw new IllegalArgumentException("must be the name or address of this machine", unknown);
    }
  }

  static String bracketed(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }
}
