package dev.drover.persistence;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a PostgreSQL is and who we are there.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/name?...}, without credentials of its own where
 *     {@code user} is given
 */
public record DatabaseAddress(String jdbcUrl, Optional<String> user, Optional<String> password) {

  /**
   * Reads {@code postgresql://user:password@host:port/name?options}, {@code postgres://...} or a
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
          "the database URL is malformed; it must look like postgresql://user:password@host:5432/name,"
              + " with special characters percent-encoded");
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("the database URL names no host");
    }
    String path =
        uri.getRawPath() == null || uri.getRawPath().length() < 2 ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    int port = uri.getPort() == -1 ? 5432 : uri.getPort();
    DatabaseAddress jdbc = ofJdbc("jdbc:postgresql://" + uri.getHost() + ":" + port + path + query);
    String userInfo = Optional.ofNullable(uri.getRawUserInfo()).orElse("");
    int colon = userInfo.indexOf(':');
    String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
    return new DatabaseAddress(
        jdbc.jdbcUrl(),
        Optional.of(decode(user)).filter(name -> !name.isEmpty()).or(jdbc::user),
        colon < 0 ? jdbc.password() : Optional.of(decode(userInfo.substring(colon + 1))));
  }

  /** Drivers and pools log the URLs that they are given: what must not be read is taken out. */
  private static DatabaseAddress ofJdbc(String url) {
    int question = url.indexOf('?');
    String place = question < 0 ? url : url.substring(0, question);
    if (place.contains("@")) {
      throw new IllegalArgumentException(
          "a JDBC URL takes user and password as parameters: ?user=...&password=...");
    }
    Map<String, String> credentials = new HashMap<>();
    List<String> others = new ArrayList<>();
    for (String parameter : question < 0 ? new String[0] : url.substring(question + 1).split("&")) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      if (name.equals("user") || name.equals("password")) {
        credentials.put(name, decode(parameter.substring(equals + 1)));
      } else if (!parameter.isEmpty()) {
        others.add(parameter);
      }
    }
    return new DatabaseAddress(
        others.isEmpty() ? place : place + "?" + String.join("&", others),
        Optional.ofNullable(credentials.get("user")),
        Optional.ofNullable(credentials.get("password")));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Host, port and name, for messages: never the password. */
  public String display() {
    return jdbcUrl.replaceFirst("^jdbc:", "").replaceFirst("\\?.*", "");
  }

  @Override
  public String toString() {
    return display();
  }
}
