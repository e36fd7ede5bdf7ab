package dev.drover.virtualphone.paint;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes PNG files fast. Lines are stored unfiltered: of screens, whose areas have one colour, that
 * makes smaller files in less time than differences between neighbours do.
 */
final class PngFile {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int BIT_DEPTH = 8;
  private static final int TRUE_COLOUR = 2;

  /** Higher levels take twice the time, for files that are a tenth smaller. */
  private static final int LEVEL = 3;

  private PngFile() {}

  /** The file of an image without transparency, whose type is {@code TYPE_INT_RGB}. */
  static byte[] of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    ByteArrayOutputStream file = new ByteArrayOutputStream(1 << 16);
    file.writeBytes(SIGNATURE);
    chunk(
        file,
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put((byte) BIT_DEPTH)
            .put((byte) TRUE_COLOUR)
            .array(),
        13);
    pixels(file, ((DataBufferInt) image.getRaster().getDataBuffer()).getData(), width, height);
    chunk(file, "IEND", new byte[0], 0);
    return file.toByteArray();
  }

  private static void pixels(ByteArrayOutputStream file, int[] pixels, int width, int height) {
    Deflater deflater = new Deflater(LEVEL);
    try {
      byte[] packed = new byte[1 << 16];
      byte[] line = new byte[1 + width * 3];
      for (int y = 0; y < height; y++) {
        int start = y * width;
        // Most lines of a screen are as the one above.
        if (y == 0 || !Arrays.equals(pixels, start - width, start, pixels, start, start + width)) {
          bytes(pixels, start, width, line);
        }
        deflater.setInput(line);
        if (y == height - 1) {
          deflater.finish();
        }
        int count = deflater.deflate(packed);
        while (count > 0) {
          chunk(file, "IDAT", packed, count);
          count = deflater.deflate(packed);
        }
      }
    } finally {
      deflater.end();
    }
  }

  /** Puts one line's pixels behind the byte that says that it is unfiltered. */
  private static void bytes(int[] pixels, int start, int width, byte[] line) {
    int at = 1;
    for (int x = 0; x < width; x++) {
      int pixel = pixels[start + x];
      line[at] = (byte) (pixel >> 16);
      line[at + 1] = (byte) (pixel >> 8);
      line[at + 2] = (byte) pixel;
      at += 3;
    }
  }

  private static void chunk(ByteArrayOutputStream file, String name, byte[] content, int length) {
    byte[] type = name.getBytes(StandardCharsets.US_ASCII);
    CRC32 check = new CRC32();
    check.update(type);
    check.update(content, 0, length);
    file.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
    file.writeBytes(type);
    file.write(content, 0, length);
    file.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
  }
}
