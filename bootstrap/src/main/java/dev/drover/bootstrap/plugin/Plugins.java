package dev.drover.bootstrap.plugin;

import dev.drover.application.files.WriteProtection;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars in the folder {@code plugins} of a home directory, ordered by name. Each has its own
 * class loader with Drover's as parent, so a plug-in sees Drover but no other plug-in.
 */
public final class Plugins implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Plugins.class);

  private final List<PluginJar> jars;
  private final ClassLoader loader;

  private Plugins(List<PluginJar> jars) {
    this.jars = List.copyOf(jars);
    this.loader = new PluginClassLoader(jars.stream().map(PluginJar::loader).toList());
  }

  /**
   * Checks and opens the jars; there are none if the folder does not exist. No code of the jars
   * runs.
   *
   * @throws PluginRefused if a jar or the folder can't be used
   */
  public static Plugins below(Path home) {
    Path folder = home.resolve("plugins");
    List<PluginJar> jars = new ArrayList<>();
    try {
      for (Path jar : jarsIn(folder)) {
        jars.add(PluginJar.open(jar));
      }
      return new Plugins(jars);
    } catch (IOException unreadable) {
      close(jars);
      throw PluginRefused.because("the plug-ins' folder " + folder + " can't be read", unreadable);
    } catch (RuntimeException | Error refused) {
      close(jars);
      throw refused;
    }
  }

  private static List<Path> jarsIn(Path folder) throws IOException {
    if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    Optional<String> breach = WriteProtection.breach(folder);
    if (breach.isPresent()) {
      throw new PluginRefused(
          "the plug-ins' folder is not used: "
              + breach.get()
              + "; only this user and root may be able to change it (chmod go-w)");
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "[!.]*.jar")) {
      entries.forEach(found::add);
    }
    found.sort(null);
    return found;
  }

  List<PluginJar> jars() {
    return jars;
  }

  /** Returns a loader for the classes and services of all plug-ins. */
  public ClassLoader loader() {
    return loader;
  }

  @Override
  public void close() {
    close(jars);
  }

  private static void close(List<PluginJar> jars) {
    for (PluginJar jar : jars) {
      try {
        jar.close();
      } catch (IOException failed) {
        log.warn("{} can't be closed", jar.name(), failed);
      }
    }
  }
}
