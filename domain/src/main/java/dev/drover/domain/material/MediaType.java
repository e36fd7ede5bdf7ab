package dev.drover.domain.material;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The kinds of files that can be posted. The first bytes decide, never the name. */
public enum MediaType {
  MP4("video/mp4", "mp4", true),
  JPEG("image/jpeg", "jpg", false),
  PNG("image/png", "png", false);

  /** How much of a file's beginning {@link #ofContent} needs. */
  public static final int HEAD_BYTES = 12;

  private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /**
   * Brands of files that have an {@code ftyp} box as well, but hold pictures (HEIF, AVIF, CR3),
   * sound alone, or are QuickTime's.
   */
  private static final Set<String> OTHER_BRANDS =
      Set.of(
          "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "mif2", "msf1",
          "avif", "avis", "crx ", "M4A ", "M4B ", "M4P ", "qt  ");

  private final String mimeType;
  private final String extension;
  private final boolean video;

  MediaType(String mimeType, String extension, boolean video) {
    this.mimeType = mimeType;
    this.extension = extension;
    this.video = video;
  }

  public String mimeType() {
    return mimeType;
  }

  /** Without a dot. */
  public String extension() {
    return extension;
  }

  public boolean isVideo() {
    return video;
  }

  /** Tells whether a post of this content can use such files. */
  public boolean fits(PostContent content) {
    return switch (content) {
      case PostContent.Video video -> isVideo();
      case PostContent.Images images -> !isVideo();
    };
  }

  public static Optional<MediaType> ofMimeType(String mimeType) {
    return Arrays.stream(values()).filter(type -> type.mimeType.equals(mimeType)).findFirst();
  }

  /**
   * Recognises a file by its first bytes: MP4 by an {@code ftyp} box (ISO/IEC 14496-12) with a
   * video brand, JPEG by its start-of-image marker, PNG by its signature (RFC 2083).
   *
   * @param head at least the first {@link #HEAD_BYTES} bytes, or all of a shorter file
   */
  public static Optional<MediaType> ofContent(byte[] head) {
    if (head.length >= 12 && head[4] == 'f' && head[5] == 't' && head[6] == 'y' && head[7] == 'p') {
      String brand = new String(head, 8, 4, StandardCharsets.US_ASCII);
      return OTHER_BRANDS.contains(brand) ? Optional.empty() : Optional.of(MP4);
    }
    if (head.length >= 3
        && head[0] == (byte) 0xff
        && head[1] == (byte) 0xd8
        && head[2] == (byte) 0xff) {
      return Optional.of(JPEG);
    }
    if (head.length >= PNG_SIGNATURE.length
        && Arrays.equals(head, 0, PNG_SIGNATURE.length, PNG_SIGNATURE, 0, PNG_SIGNATURE.length)) {
      return Optional.of(PNG);
    }
    return Optional.empty();
  }
}
