package dev.drover.http.guard;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may come in.
 *
 * @param allowedHosts names beside those of this machine itself by which the server may be called;
 *     with a port, that port only
 * @param allowedOrigins web sites whose pages may call the API, such as {@code
 *     https://dashboard.example}
 * @param keyDemanded whether an API key is needed
 * @param rate of each address and each key; without one, any
 * @param tls without it, plain HTTP
 * @param patience how long a client may take to send a request's head, to send on its body, or to
 *     take on its answer
 * @param mostConnections that are kept at one time, at least 1
 */
public record HttpSettings(
    Set<String> allowedHosts,
    Set<String> allowedOrigins,
    boolean keyDemanded,
    Optional<Rate> rate,
    Optional<TlsFiles> tls,
    Duration patience,
    int mostConnections) {

  public HttpSettings {
    if (mostConnections < 1) {
      throw new IllegalArgumentException("at least one connection is kept");
    }
    allowedHosts = lowerCase(allowedHosts);
    allowedOrigins = lowerCase(allowedOrigins);
  }

  /** The same for another number of connections. */
  public HttpSettings withMostConnections(int number) {
    return new HttpSettings(allowedHosts, allowedOrigins, keyDemanded, rate, tls, patience, number);
  }

  private static Set<String> lowerCase(Set<String> names) {
    return names.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * How much one client may ask for.
   *
   * @param perSecond requests, over a long time
   * @param burst requests at once, after a rest
   */
  public record Rate(int perSecond, int burst) {
    public Rate {
      if (perSecond < 1 || burst < 1) {
        throw new IllegalArgumentException("a rate is at least 1 request a second");
      }
    }
  }

  /** PEM files: the certificate with those of its issuers, and its key, which is not encrypted. */
  public record TlsFiles(Path certificate, Path privateKey) {}
}
