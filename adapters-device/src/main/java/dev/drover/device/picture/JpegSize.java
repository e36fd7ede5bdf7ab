package dev.drover.device.picture;

import java.io.IOException;

/**
 * The sides of a JPEG, from its header. Nothing is decoded.
 *
 * @param width in pixels
 * @param height in pixels
 */
record JpegSize(int width, int height) {
  private static final int MARKER = 0xff;
  private static final int START_OF_IMAGE = 0xd8;
  private static final int FIRST_FRAME = 0xc0;
  private static final int LAST_FRAME = 0xcf;
  private static final int HUFFMAN_TABLES = 0xc4;
  private static final int JPEG_EXTENSION = 0xc8;
  private static final int ARITHMETIC_TABLES = 0xcc;

  /** Marker, length, depth, height, width. */
  private static final int FRAME_BYTES = 9;

  /**
   * Reads the header.
   *
   * @throws IOException if it is none, or the picture is larger than a screen
   */
  static JpegSize of(byte[] jpeg) throws IOException {
    if (jpeg.length < 2 || word(jpeg, 0) != (MARKER << 8 | START_OF_IMAGE)) {
      throw new IOException("a picture is no JPEG");
    }
    int at = 2;
    while (at + FRAME_BYTES <= jpeg.length && (jpeg[at] & 0xff) == MARKER) {
      int kind = jpeg[at + 1] & 0xff;
      if (kind == MARKER) {
        // A marker may be preceded by any number of fill bytes.
        at++;
      } else if (isFrame(kind)) {
        return checked(new JpegSize(word(jpeg, at + 7), word(jpeg, at + 5)));
      } else {
        at += 2 + Math.max(2, word(jpeg, at + 2));
      }
    }
    throw new IOException("a JPEG does not tell its size");
  }

  private static boolean isFrame(int kind) {
    return kind >= FIRST_FRAME
        && kind <= LAST_FRAME
        && kind != HUFFMAN_TABLES
        && kind != JPEG_EXTENSION
        && kind != ARITHMETIC_TABLES;
  }

  private static JpegSize checked(JpegSize size) throws IOException {
    if (size.width < 1
        || size.height < 1
        || size.width > PngScaler.LONGEST_SIDE
        || size.height > PngScaler.LONGEST_SIDE
        || size.width * size.height > PngScaler.MOST_PIXELS) {
      throw new IOException("a JPEG of " + size.width + " times " + size.height + " pixels");
    }
    return size;
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }
}
