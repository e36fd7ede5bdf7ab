package dev.drover.device.picture;

/**
 * Makes a picture smaller by a whole number while its rows come in: each square of pixels becomes
 * their average. Of a square of four and more a side, every second pixel of every second row
 * counts, which looks the same and takes a quarter of the time. What remains at the right and at
 * the bottom is left out. Used by one thread.
 */
final class BlockAverage {
  /** From this step on, not every pixel counts. */
  private static final int SPARSE = 4;

  private final int channels;
  private final int step;

  /** The distance of the pixels that count. */
  private final int stride;

  private final int columns;
  private final int rows;
  private final int[] sums;
  private final byte[] pixels;
  private int row;

  /** The number of source rows that are in the sums. */
  private int summed;

  BlockAverage(int width, int height, int channels, int step) {
    this.channels = channels;
    this.step = Math.clamp(step, 1, Math.min(width, height));
    this.stride = this.step < SPARSE ? 1 : 2;
    this.columns = width / this.step;
    this.rows = height / this.step;
    this.sums = new int[columns * 3];
    this.pixels = new byte[columns * rows * 3];
  }

  /** Adds the next row, of bytes red, green, blue and, with four channels, one more. */
  void add(byte[] bytes) {
    if (row == rows) {
      return;
    }
    if (step == 1) {
      int to = row * columns * 3;
      for (int x = 0, from = 0; x < columns; x++, from += channels, to += 3) {
        pixels[to] = bytes[from];
        pixels[to + 1] = bytes[from + 1];
        pixels[to + 2] = bytes[from + 2];
      }
      row++;
      return;
    }
    if (summed % stride == 0) {
      sum(bytes);
    }
    summed++;
    if (summed == step) {
      finishRow();
    }
  }

  private void sum(byte[] bytes) {
    int apart = stride * channels;
    for (int to = 0, begin = 0; to < sums.length; to += 3, begin += step * channels) {
      int red = 0;
      int green = 0;
      int blue = 0;
      for (int from = begin; from < begin + step * channels; from += apart) {
        red += bytes[from] & 0xff;
        green += bytes[from + 1] & 0xff;
        blue += bytes[from + 2] & 0xff;
      }
      sums[to] += red;
      sums[to + 1] += green;
      sums[to + 2] += blue;
    }
  }

  private void finishRow() {
    int to = row * sums.length;
    int counted = (step + stride - 1) / stride;
    long pixelsOfSquare = (long) counted * counted;
    // A multiplication instead of a division for each byte: exact for sums below 2^24.
    long reciprocal = ((1L << 40) + pixelsOfSquare - 1) / pixelsOfSquare;
    for (int i = 0; i < sums.length; i++) {
      pixels[to + i] = (byte) ((sums[i] * reciprocal) >> 40);
      sums[i] = 0;
    }
    summed = 0;
    row++;
  }

  Pixels pixels() {
    return new Pixels(columns, rows, pixels);
  }
}
