package dev.drover.persistence.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.postgresql.util.PSQLState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The migrations of this build, as Flyway records them. Flyway takes some fifteen statements and
 * four hundred classes to find out that there is nothing to do; this takes one statement.
 *
 * @param checksums by version. They are read from the build's own files, never from a file beside
 *     the database, which may have been restored
 */
record ShippedSchema(Map<String, Integer> checksums) {
  private static final Logger log = LoggerFactory.getLogger(ShippedSchema.class);

  private static final String FOLDER = "db/migration/";

  private static final Pattern FILE = Pattern.compile("V([0-9]+)__.*\\.sql");

  /** The history of the connection's own schema: another one's may be on the search path. */
  private static final String HISTORY =
      "SELECT h.version, h.type, h.checksum, h.success FROM flyway_schema_history h"
          + " JOIN pg_class c ON c.oid = h.tableoid"
          + " JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE n.nspname = current_schema()";

  ShippedSchema {
    checksums = Map.copyOf(checksums);
  }

  /** Returns this build's schema; empty if its files can't be listed. */
  static Optional<ShippedSchema> read() {
    try {
      Optional<Path> place = place();
      if (place.isEmpty()) {
        return Optional.empty();
      }
      Map<String, Integer> checksums =
          Files.isDirectory(place.get()) ? ofFolder(place.get()) : ofJar(place.get());
      return Optional.of(new ShippedSchema(checksums)).filter(found -> !checksums.isEmpty());
    } catch (IOException unreadable) {
      log.debug("the migrations can't be listed: {}", unreadable.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<Path> place() {
    return Optional.ofNullable(ShippedSchema.class.getProtectionDomain().getCodeSource())
        .map(CodeSource::getLocation)
        .filter(location -> location.getProtocol().equals("file"))
        .map(location -> Path.of(URI.create(location.toString())))
        .filter(Files::exists);
  }

  private static Map<String, Integer> ofJar(Path jar) throws IOException {
    Map<String, Integer> checksums = new HashMap<>();
    try (ZipFile entries = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : entries.stream().toList()) {
        if (entry.getName().startsWith(FOLDER) && !entry.isDirectory()) {
          try (InputStream text = entries.getInputStream(entry)) {
            add(checksums, entry.getName().substring(FOLDER.length()), text);
          }
        }
      }
    }
    return checksums;
  }

  private static Map<String, Integer> ofFolder(Path classes) throws IOException {
    Map<String, Integer> checksums = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(classes.resolve(FOLDER))) {
      for (Path file : files) {
        try (InputStream text = Files.newInputStream(file)) {
          add(checksums, file.getFileName().toString(), text);
        }
      }
    }
    return checksums;
  }

  private static void add(Map<String, Integer> checksums, String name, InputStream text)
      throws IOException {
    Matcher file = FILE.matcher(name);
    if (!file.matches()) {
      throw new IOException(name + " is no migration with a whole number for a version");
    }
    checksums.put(file.group(1), checksum(text));
  }

  /** Computes the checksum as Flyway does: of the lines without their ends. */
  private static int checksum(InputStream text) throws IOException {
    CRC32 sum = new CRC32();
    BufferedReader lines = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      sum.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return (int) sum.getValue();
  }

  /** How a database's schema compares with this one. */
  enum Comparison {
    SAME,

    /** Nothing was ever migrated there. */
    NONE,

    /** It differs, or can't be told; Flyway finds out what to do, and says it. */
    OTHER
  }

  /** Compares by one statement. */
  Comparison compareWith(Connection connection) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(HISTORY)) {
      int count = 0;
      while (rows.next()) {
        count++;
        Integer checksum = checksums.get(String.valueOf(rows.getString("version")));
        if (checksum == null
            || !rows.getBoolean("success")
            || !"SQL".equals(rows.getString("type"))
            || rows.getInt("checksum") != checksum) {
          return Comparison.OTHER;
        }
      }
      return count == checksums.size() ? Comparison.SAME : Comparison.OTHER;
    } catch (SQLException untold) {
      log.debug("the schema's history can't be read: {}", untold.getMessage());
      return PSQLState.UNDEFINED_TABLE.getState().equals(untold.getSQLState())
          ? Comparison.NONE
          : Comparison.OTHER;
    }
  }
}
