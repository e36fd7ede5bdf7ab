package dev.drover.virtualphone.system;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * A video or picture that the gallery knows.
 *
 * @param id its row's
 * @param path as the media store says it, below {@code /storage/emulated/0}
 * @param modified when the file was written last; the gallery is sorted by it
 * @param sha256 of its content, in hexadecimal
 * @param duration of a video; zero of a picture
 */
public record MediaFile(
    int id, String path, Kind kind, long size, Instant modified, String sha256, Duration duration) {
  /** The duration of a video that does not state one. */
  private static final Duration USUAL_DURATION = Duration.ofSeconds(7);

  /** The kind of a file, by its extension. */
  public enum Kind {
    VIDEO,
    IMAGE;

    static Optional<Kind> of(String path) {
      String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      return switch (ending) {
        case "mp4", "mov", "webm", "3gp" -> Optional.of(VIDEO);
        case "jpg", "jpeg", "png", "webp", "gif" -> Optional.of(IMAGE);
        default -> Optional.empty();
      };
    }
  }

  static MediaFile of(int id, String path, Kind kind, byte[] content, Instant modified) {
    return new MediaFile(
        id,
        path,
        kind,
        content.length,
        modified,
        sha256(content),
        kind == Kind.VIDEO ? duration(content) : Duration.ZERO);
  }

  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /** The duration in an MP4's movie header (mvhd, version 0). */
  private static Duration duration(byte[] content) {
    int header = new String(content, StandardCharsets.ISO_8859_1).indexOf("mvhd\0");
    if (header < 0 || header + 24 > content.length) {
      return USUAL_DURATION;
    }
    ByteBuffer fields = ByteBuffer.wrap(content, header + 16, 8);
    long unitsASecond = Integer.toUnsignedLong(fields.getInt());
    long units = Integer.toUnsignedLong(fields.getInt());
    return unitsASecond == 0 ? USUAL_DURATION : Duration.ofMillis(units * 1000 / unitsASecond);
  }
}
