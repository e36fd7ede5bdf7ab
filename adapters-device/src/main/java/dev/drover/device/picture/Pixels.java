package dev.drover.device.picture;

/**
 * A picture in memory.
 *
 * @param rgb three bytes a pixel: red, green, blue; row after row
 */
@SuppressWarnings("ArrayRecordComponent") // pictures are never compared
record Pixels(int width, int height, byte[] rgb) {
  private static final int SHIFT = 8;
  private static final int ONE = 1 << SHIFT;

  Pixels {
    if (width < 1 || height < 1 || rgb.length != width * height * 3) {
      throw new IllegalArgumentException(width + " times " + height + " pixels");
    }
  }

  /** Returns the picture at another size, by bilinear interpolation; best for less than half. */
  Pixels shrunkTo(int newWidth, int newHeight) {
    if (newWidth == width && newHeight == height) {
      return this;
    }
    int[] lefts = new int[newWidth];
    int[] parts = new int[newWidth];
    for (int x = 0; x < newWidth; x++) {
      long at = position(x, newWidth, width);
      lefts[x] = (int) (at >> SHIFT);
      parts[x] = (int) (at & (ONE - 1));
    }
    byte[] shrunk = new byte[newWidth * newHeight * 3];
    int to = 0;
    for (int y = 0; y < newHeight; y++) {
      long at = position(y, newHeight, height);
      int top = (int) (at >> SHIFT);
      int part = (int) (at & (ONE - 1));
      int upper = top * width * 3;
      int lower = Math.min(top + 1, height - 1) * width * 3;
      for (int x = 0; x < newWidth; x++) {
        int left = lefts[x] * 3;
        int right = Math.min(lefts[x] + 1, width - 1) * 3;
        for (int channel = 0; channel < 3; channel++) {
          int above = mix(rgb[upper + left + channel], rgb[upper + right + channel], parts[x]);
          int below = mix(rgb[lower + left + channel], rgb[lower + right + channel], parts[x]);
          shrunk[to] = (byte) ((above * (ONE - part) + below * part) >> (2 * SHIFT));
          to++;
        }
      }
    }
    return new Pixels(newWidth, newHeight, shrunk);
  }

  /** Where the middle of a new pixel lies among the old ones, in 256ths of a pixel. */
  private static long position(int index, int newSize, int size) {
    long middle = ((2L * index + 1) * size * ONE) / (2L * newSize) - ONE / 2;
    return Math.clamp(middle, 0, (size - 1L) << SHIFT);
  }

  private static int mix(byte one, byte other, int part) {
    return (one & 0xff) * (ONE - part) + (other & 0xff) * part;
  }
}
