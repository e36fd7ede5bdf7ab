package dev.drover.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.http.guard.HttpSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What a server that runs with a configuration says of its own health. */
final class ServerHealth {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private ServerHealth() {}

  /**
   * An answer.
   *
   * @param address of the server
   * @param problems each in plain words; none where it does its work
   */
  record Told(String address, List<String> problems) {}

  /**
   * Asks the server at the configured address.
   *
   * @return empty where nothing listens there
   */
  static Optional<Told> ask(ServerConfig config) {
    String address = address(config);
    try {
      Answer answer = get(config, "/observe/health/ready");
      return Optional.of(new Told(address, problems(answer.status(), answer.body())));
    } catch (ConnectException nobody) {
      return Optional.empty();
    } catch (IOException | GeneralSecurityException silent) {
      return Optional.of(
          new Told(address, List.of("it does not say how it is: " + silent.getMessage())));
    }
  }

  /** What a request got. */
  record Answer(int status, JsonNode body) {}

  /** Where the server of this configuration is, seen from this machine. */
  static String address(ServerConfig config) {
    String scheme = config.http().tls().isPresent() ? "https" : "http";
    return scheme + "://" + reachable(config.clientHost()) + ":" + config.port();
  }

  /**
   * Asks the server at the configured address for a page, without a key.
   *
   * @throws ConnectException if nothing listens there
   */
  static Answer get(ServerConfig config, String path) throws IOException, GeneralSecurityException {
    HttpURLConnection connection = connection(address(config) + path, config.http());
    connection.setConnectTimeout((int) PATIENCE.toMillis());
    connection.setReadTimeout((int) PATIENCE.toMillis());
    int status = connection.getResponseCode();
    try (InputStream body =
        status < HttpURLConnection.HTTP_BAD_REQUEST
            ? connection.getInputStream()
            : connection.getErrorStream()) {
      return new Answer(status, JSON.readTree(body));
    }
  }

  private static String reachable(String host) throws IllegalArgumentException {
    return switch (host) {
      case "0.0.0.0", "::", "[::]" -> InetAddress.getLoopbackAddress().getHostAddress();
      default -> host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    };
  }

  private static HttpURLConnection connection(String url, HttpSettings http)
      throws IOException, GeneralSecurityException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    if (connection instanceof HttpsURLConnection secure && http.tls().isPresent()) {
      secure.setSSLSocketFactory(trusting(http.tls().get()).getSocketFactory());
      // It is the very certificate of the configuration, whatever name it is for.
      secure.setHostnameVerifier((_, _) -> true);
    }
    return connection;
  }

  private static SSLContext trusting(HttpSettings.TlsFiles files)
      throws IOException, GeneralSecurityException {
    KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
    known.load(null, null);
    try (InputStream pem = Files.newInputStream(files.certificate())) {
      int number = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        known.setCertificateEntry("server-" + number++, each);
      }
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(known);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static List<String> problems(int status, JsonNode body) {
    List<String> problems = new ArrayList<>();
    if (body.path("database").asText().equals("DOWN")) {
      problems.add("its database can't be reached");
    }
    for (JsonNode loop : body.path("loops")) {
      if (!loop.path("status").asText().equals("UP")) {
        problems.add(
            "its loop "
                + loop.path("name").asText()
                + " does not turn: "
                + loop.path("problem").asText()
                + "; the server's log says why, and a new start helps");
      }
    }
    if (problems.isEmpty() && !body.path("status").asText().equals("UP")) {
      problems.add("what listens there is no Drover, or an older one: it answered " + status);
    }
    return problems;
  }
}
