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
 * A video or picture in the gallery.
 *
 * @param id its row's id
 * @param path the path in the media store, below {@code /storage/emulated/0}
 * @param modified the time of the last change, by which the gallery is sorted
 * @param sha256 the SHA-256 of its content, in hexadecimal
 * @param duration a video's length; zero for a picture
 */
public record MediaFile(
    int id, String path, Kind kind, long size, Instant modified, String sha256, Duration duration) {
  /** The duration of a video that does not state one. */
  private static final Duration USUAL_DURATION = Duration.ofSeconds(7);

  /** The kind of a file, according to its extension. */
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
