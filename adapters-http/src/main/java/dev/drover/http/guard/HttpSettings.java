package dev.drover.http.guard;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The settings of the HTTP server: who may use it, and how much.
 *
 * @param allowedHosts further names of this server that {@code Host} may have; a name with a port
 *     is allowed with that port only
 * @param allowedOrigins web sites whose pages may call the API, such as {@code
 *     https://dashboard.example}
 * @param keyDemanded whether clients need an API key
 * @param rate the limit of each address and each key; empty for no limit
 * @param tls empty for plain HTTP
 * @param patience how long a client may take to send the head of a request, the next part of its
 *     body, or to read the next part of an answer
 * @param mostConnections the most open connections, at least 1
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
      throw new IllegalArgumentException("mostConnections is at least 1");
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
   * The requests that one client may send.
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
