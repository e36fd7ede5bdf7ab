package dev.drover.bootstrap.plugin;

import dev.drover.application.files.WriteProtection;
import dev.drover.application.plugin.DeviceAdapter;
import dev.drover.application.plugin.SpiVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/**
 * A plug-in: a jar that only this user and root can change, built for this version of the SPI, with
 * a class loader of its own.
 */
final class PluginJar implements AutoCloseable {
  private static final String SERVICES = "META-INF/services/";

  private final String name;
  private final URLClassLoader loader;

  private PluginJar(String name, URLClassLoader loader) {
    this.name = name;
    this.loader = loader;
  }

  /**
   * Checks a jar and opens it. No code of the jar runs.
   *
   * @throws PluginRefused if it can't be used
   */
  static PluginJar open(Path jar) {
    String name = "plug-in " + jar.getFileName();
    try {
      check(jar, name);
      return new PluginJar(
          name,
          new URLClassLoader(
              name, new URL[] {jar.toUri().toURL()}, PluginJar.class.getClassLoader()));
    } catch (IOException unreadable) {
      throw PluginRefused.because(name + " can't be read", unreadable);
    }
  }

  private static void check(Path jar, String name) throws IOException {
    if (Files.isSymbolicLink(jar)) {
      throw new PluginRefused(
          name + " is a symbolic link; put the jar itself into " + jar.getParent());
    }
    if (!Files.isRegularFile(jar, LinkOption.NOFOLLOW_LINKS)) {
      throw new PluginRefused(name + " is no file; remove it from " + jar.getParent());
    }
    Optional<String> breach = WriteProtection.breach(jar);
    if (breach.isPresent()) {
      throw new PluginRefused(
          name
              + " is not loaded: "
              + breach.get()
              + "; only this user and root may be able to change it (chmod go-w)");
    }
    Attributes manifest = manifest(jar, name);
    checkVersion(
        Optional.ofNullable(manifest.getValue(SpiVersion.ATTRIBUTE))
            .orElseThrow(
                () ->
                    new PluginRefused(
                        name
                            + " names no SPI version; its manifest needs the line "
                            + SpiVersion.ATTRIBUTE
                            + ": "
                            + SpiVersion.CURRENT)),
        name);
    if (manifest.getValue(Attributes.Name.CLASS_PATH) != null) {
      throw new PluginRefused(
          name
              + " names other files by Class-Path in its manifest, which nobody checks; pack its"
              + " libraries into the jar");
    }
    if (!namesClasses(jar)) {
      throw new PluginRefused(
          name
              + " names no class to load; list its adapter in a file such as "
              + SERVICES
              + DeviceAdapter.class.getName());
    }
  }

  /** Whether Drover loads anything of it. Other plug-ins don't see its classes either. */
  private static boolean namesClasses(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().anyMatch(entry -> entry.getName().startsWith(SERVICES + "dev.drover."));
    }
  }

  private static Attributes manifest(Path jar, String name) {
    try (JarFile file = new JarFile(jar.toFile())) {
      return Optional.ofNullable(file.getManifest())
          .map(Manifest::getMainAttributes)
          .orElseGet(Attributes::new);
    } catch (IOException | RuntimeException damaged) {
      throw PluginRefused.because(name + " is no jar", damaged);
    }
  }

  private static void checkVersion(String text, String name) {
    SpiVersion wanted;
    try {
      wanted = SpiVersion.parse(text);
    } catch (IllegalArgumentException malformed) {
      throw PluginRefused.because(
          name + " has " + SpiVersion.ATTRIBUTE + ": " + text + " in its manifest, which",
          malformed);
    }
    if (!SpiVersion.CURRENT.runs(wanted)) {
      throw new PluginRefused(
          name
              + " is for version "
              + wanted
              + " of the SPI, and this Drover has "
              + SpiVersion.CURRENT
              + "; install the plug-in's release for it, or another Drover");
    }
  }

  /** Returns the name for messages, such as {@code plug-in a.jar}. */
  String name() {
    return name;
  }

  /** Returns the classes that the jar lists for a service, for messages. They may be missing. */
  String named(Class<?> service) {
    URL names = loader.findResource(SERVICES + service.getName());
    if (names == null) {
      return "its adapter";
    }
    try (InputStream content = names.openStream()) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .collect(Collectors.joining(", "));
    } catch (IOException unreadable) {
      return "its adapter, whose name can't be read (" + unreadable.getMessage() + "),";
    }
  }

  URLClassLoader loader() {
    return loader;
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
