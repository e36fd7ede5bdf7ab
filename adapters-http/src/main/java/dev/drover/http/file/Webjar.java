package dev.drover.http.file;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;

/**
 * A library of browser files in a jar of the class path.
 *
 * @param version of the library
 * @param folder where its files are on the class path, with a slash at its end
 */
public record Webjar(String version, String folder) {

  /**
   * Finds a library by its Maven coordinates.
   *
   * @param place the folder below {@code META-INF/resources} that holds a folder for each version
   * @return empty if the jar is not on the class path
   */
  public static Optional<Webjar> find(String group, String artifact, String place) {
    return ClassPathFile.find("/META-INF/maven/" + group + "/" + artifact + "/pom.properties")
        .map(Webjar::version)
        .map(version -> new Webjar(version, "/META-INF/resources/" + place + "/" + version + "/"));
  }

  private static String version(byte[] file) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(new String(file, StandardCharsets.UTF_8)));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return properties.getProperty("version", "");
  }
}
