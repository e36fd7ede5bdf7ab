package dev.drover.persistence.postgres;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a PostgreSQL database and the credentials for it.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/name?...} without secrets, because drivers and
 *     pools log their URLs
 * @param secrets the driver's other secret parameters by name, such as {@code sslpassword}
 */
public record DatabaseAddress(
    String jdbcUrl, Optional<String> user, Optional<String> password, Map<String, String> secrets) {

  private static final Pattern SECRET =
      Pattern.compile(".*(password|passwd|pwd|passphrase|secret|token)");

  private static final int USUAL_PORT = 5432;

  /** After a host, or as the driver's parameter. */
  private static final Pattern PORT = Pattern.compile("(?i)(?::|PGPORT=)(\\d{1,5})(?!\\d)");

  public DatabaseAddress {
    secrets = Map.copyOf(secrets);
  }

  /** Creates an address without further secrets. */
  public DatabaseAddress(String jdbcUrl, Optional<String> user, Optional<String> password) {
    this(jdbcUrl, user, password, Map.of());
  }

  /**
   * Parses {@code postgresql://user:password@host:port/name?options}, {@code postgres://...} or a
   * JDBC URL.
   *
   * @throws IllegalArgumentException if it is none of these; the message does not repeat the
   *     password
   */
  public static DatabaseAddress parse(String url) {
    if (url.startsWith("jdbc:postgresql:")) {
      return ofJdbc(url);
    }
    if (!url.startsWith("postgresql://") && !url.startsWith("postgres://")) {
      throw new IllegalArgumentException(
          "the database URL must look like postgresql://user:password@host:5432/name");
    }
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "the database URL is malformed; it must look like"
              + " postgresql://user:password@host:5432/name, with special characters"
              + " percent-encoded");
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("the database URL names no host");
    }
    String path =
        uri.getRawPath() == null || uri.getRawPath().length() < 2 ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    int port = uri.getPort() == -1 ? USUAL_PORT : uri.getPort();
    DatabaseAddress jdbc = ofJdbc("jdbc:postgresql://" + uri.getHost() + ":" + port + path + query);
    String userInfo = Optional.ofNullable(uri.getRawUserInfo()).orElse("");
    int colon = userInfo.indexOf(':');
    String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
    return new DatabaseAddress(
        jdbc.jdbcUrl(),
        Optional.of(decode(user)).filter(name -> !name.isEmpty()).or(jdbc::user),
        colon < 0 ? jdbc.password() : Optional.of(decode(userInfo.substring(colon + 1))),
        jdbc.secrets());
  }

  /** Moves the user and all secret parameters of a JDBC URL into their own components. */
  private static DatabaseAddress ofJdbc(String url) {
    int question = url.indexOf('?');
    String place = question < 0 ? url : url.substring(0, question);
    if (place.contains("@")) {
      throw new IllegalArgumentException(
          "the database URL, if it is JDBC's, takes user and password as parameters:"
              + " ?user=...&password=...");
    }
    Map<String, String> hidden = new TreeMap<>();
    List<String> others = new ArrayList<>();
    for (String parameter : question < 0 ? new String[0] : url.substring(question + 1).split("&")) {
      int equals = parameter.indexOf('=');
      String name = decode(equals < 0 ? parameter : parameter.substring(0, equals));
      if (name.equals("user") || SECRET.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
        hidden.put(name, decode(parameter.substring(equals + 1)));
      } else if (!parameter.isEmpty()) {
        others.add(parameter);
      }
    }
    return new DatabaseAddress(
        others.isEmpty() ? place : place + "?" + String.join("&", others),
        Optional.ofNullable(hidden.remove("user")),
        Optional.ofNullable(hidden.remove("password")),
        hidden);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      // The decoder's message repeats its input, which may be a password.
      throw new IllegalArgumentException(
          "the database URL has a % that is not followed by two hexadecimal digits; a % itself is"
              + " written %25");
    }
  }

  /** Returns the driver's properties beside the URL, in a new object that the caller may change. */
  public Properties credentials() {
    Properties credentials = new Properties();
    user.ifPresent(name -> credentials.setProperty("user", name));
    password.ifPresent(word -> credentials.setProperty("password", word));
    credentials.putAll(secrets);
    return credentials;
  }

  /**
   * The ports of the URL, of whatever host: one of another machine may be reached by a tunnel, so
   * that it is a port of this one too. PostgreSQL's usual port is always among them.
   */
  public Set<Integer> ports() {
    Set<Integer> ports = new TreeSet<>();
    ports.add(USUAL_PORT);
    Matcher named = PORT.matcher(jdbcUrl);
    while (named.find()) {
      ports.add(Integer.parseInt(named.group(1)));
    }
    return ports;
  }

  /** Returns host, port and database name for messages, without credentials. */
  public String display() {
    return jdbcUrl.replaceFirst("^jdbc:", "").replaceFirst("\\?.*", "");
  }

  @Override
  public String toString() {
    return display();
  }
}
