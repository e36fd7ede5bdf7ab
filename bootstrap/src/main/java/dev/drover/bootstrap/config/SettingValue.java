package dev.drover.bootstrap.config;

import dev.drover.bootstrap.config.ServerConfig.HostAndPort;
import dev.drover.bootstrap.config.Settings.Given;
import dev.drover.domain.license.LicensePlan;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the texts of settings as values. A reader throws {@link IllegalArgumentException}, whose
 * message says what is allowed.
 */
final class SettingValue {
  static final long BYTES_IN_MEGABYTE = 1024 * 1024;

  private SettingValue() {}

  /**
   * Reads a setting; empty if it is not set.
   *
   * @throws ConfigurationError if the value can't be used; the message names the setting and where
   *     it was set, and shows the value unless it is a secret
   */
  static <T> Optional<T> of(Settings settings, Setting setting, Function<String, T> read) {
    Optional<Given> given = settings.get(setting);
    try {
      return given.map(value -> read.apply(value.value().strip()));
    } catch (IllegalArgumentException | DateTimeException unusable) {
      throw new ConfigurationError(
          given.orElseThrow().origin()
              + ": "
              + unusable.getMessage()
              + (setting.isSecret() ? "" : ", not \"" + given.orElseThrow().value() + "\""));
    }
  }

  static boolean yesOrNo(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false");
    };
  }

  static Path readableFile(String text) {
    Path file = path(text);
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException("must be a file that can be read");
    }
    return file;
  }

  static int number(String text) {
    if (!text.matches("\\d{1,6}")) {
      throw new IllegalArgumentException("must be a number from 0 to 999999");
    }
    return Integer.parseInt(text);
  }

  static int port(String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
      throw new IllegalArgumentException("must be a port, 0 to 65535");
    }
    return Integer.parseInt(text);
  }

  static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException unknown) {
      throw new IllegalArgumentException("must be a time zone such as Europe/Berlin", unknown);
    }
  }

  static LicensePlan plan(String text) {
    return LicensePlan.named(text)
        .orElseThrow(() -> new IllegalArgumentException("must be Starter, Pro, Team or Business"));
  }

  static List<String> list(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  static int count(String text) {
    if (!text.matches("[1-9]\\d{0,3}")) {
      throw new IllegalArgumentException("must be a number from 1 to 9999");
    }
    return Integer.parseInt(text);
  }

  static Path path(String text) {
    return Path.of(text).toAbsolutePath().normalize();
  }

  static List<Path> paths(String text) {
    return list(text).stream().map(SettingValue::path).toList();
  }

  static long megabytes(String text) {
    if (!text.matches("\\d{1,7}") || Integer.parseInt(text) == 0) {
      throw new IllegalArgumentException("must be a number of megabytes, 1 to 9999999");
    }
    return Integer.parseInt(text) * BYTES_IN_MEGABYTE;
  }

  static double cores(String text) {
    double cores = text.matches("\\d{1,2}(\\.\\d{1,4})?") ? Double.parseDouble(text) : 0;
    if (cores < 0.05 || cores > 64) {
      throw new IllegalArgumentException("must be a number of processor cores, 0.05 to 64");
    }
    return cores;
  }

  static Set<URI> urls(String text) {
    return list(text).stream()
        .map(url -> URI.create(url.replaceFirst("(?<!/)/+$", "")))
        .collect(Collectors.toUnmodifiableSet());
  }

  static HostAndPort hostAndPort(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("must be host:port, such as 127.0.0.1:5037");
    }
    return new HostAndPort(text.substring(0, colon), port(text.substring(colon + 1)));
  }

  static Duration seconds(String text) {
    if (!text.matches("\\d{1,5}")) {
      throw new IllegalArgumentException("must be a number of seconds, 0 to 99999");
    }
    return Duration.ofSeconds(Integer.parseInt(text));
  }

  static Duration daysAtLeastOne(String text) {
    if (!text.matches("[1-9]\\d{0,4}")) {
      throw new IllegalArgumentException("must be a number of days, 1 to 99999");
    }
    return Duration.ofDays(Integer.parseInt(text));
  }

  static Duration days(String text) {
    if (!text.matches("\\d{1,5}")) {
      throw new IllegalArgumentException("must be a number of days, 0 to 99999");
    }
    return Duration.ofDays(Integer.parseInt(text));
  }
}
