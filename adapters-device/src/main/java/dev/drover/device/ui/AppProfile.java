package dev.drover.device.ui;

import dev.drover.domain.device.PackageName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the elements of an app are, in a file that its users can repair.
 *
 * @param source the file that it came from, for messages
 * @param packages the apps that it fits
 */
public record AppProfile(
    String name, String source, List<PackageName> packages, Map<String, Selector> selectors) {
  public AppProfile {
    packages = List.copyOf(packages);
    selectors = Map.copyOf(new LinkedHashMap<>(selectors));
  }

  /** A profile that can't be used: which file, which line, what is wrong. */
  public static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /**
   * Loads a profile: the user's own file where there is one, else the one that we ship.
   *
   * @param overrides a folder that may have {@code name.yaml}
   * @throws Malformed if the file can't be used
   */
  public static AppProfile load(String name, Path overrides) {
    Path own = overrides.resolve(name + ".yaml");
    if (Files.exists(own)) {
      try {
        return AppProfileReader.read(name, own.toString(), Files.readString(own));
      } catch (IOException unreadable) {
        throw new Malformed(own + " can't be read: " + unreadable.getMessage());
      }
    }
    return shipped(name);
  }

  static AppProfile shipped(String name) {
    String resource = "/dev/drover/device/profiles/" + name + ".yaml";
    try (InputStream in = AppProfile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new Malformed("there is no app profile " + name);
      }
      return AppProfileReader.read(
          name,
          "the profile " + name + " that Drover ships",
          new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public boolean fits(PackageName app) {
    return packages.contains(app);
  }

  /**
   * @throws Malformed if the profile lacks it
   */
  public Selector selector(String element) {
    return Optional.ofNullable(selectors.get(element))
        .orElseThrow(() -> new Malformed(source + " has no element " + element));
  }
}
