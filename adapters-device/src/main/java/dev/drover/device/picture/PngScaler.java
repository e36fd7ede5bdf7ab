package dev.drover.device.picture;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads a screenshot and makes it smaller in one pass, row by row: the whole picture is never in
 * memory, and no text or profile that a phone puts beside the picture is unpacked. Most of its time
 * is that of zlib.
 *
 * <p>It reads the kind of PNG that {@code screencap} writes: 8 bits a channel, RGB or RGBA, not
 * interlaced. The phone may be hostile, so the header is checked before anything is decoded.
 */
final class PngScaler {
  /** The most pixels of a side; no phone has that many. */
  static final int LONGEST_SIDE = 8_192;

  /** A screen of 4,096 times 4,096; the largest of phones and tablets have 8 million. */
  static final int MOST_PIXELS = 1 << 24;

  private static final long SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int IHDR = 0x49484452;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454e44;
  private static final int SIGNATURE_BYTES = 8;
  private static final int HEADER_BYTES = 13;

  /** Length and type precede the content of a chunk. */
  private static final int CHUNK_HEAD = 8;

  private static final int CHECKSUM = 4;

  /** Bytes that are inflated at once, about: few calls into native code. */
  private static final int PORTION = 64 * 1024;

  private static final int RGB = 2;
  private static final int RGBA = 6;

  private final ByteBuffer png;
  private final int width;
  private final int height;
  private final int channels;

  private PngScaler(ByteBuffer png, int width, int height, int channels) {
    this.png = png;
    this.width = width;
    this.height = height;
    this.channels = channels;
  }

  /**
   * Reads the header.
   *
   * @throws PictureUnreadable if this is no PNG, or none of this kind, or it is too large
   */
  static PngScaler of(byte[] bytes) throws PictureUnreadable {
    ByteBuffer png = ByteBuffer.wrap(bytes);
    if (bytes.length < SIGNATURE_BYTES + CHUNK_HEAD + HEADER_BYTES + CHECKSUM
        || png.getLong() != SIGNATURE) {
      throw new PictureUnreadable("it is no PNG");
    }
    if (png.getInt() != HEADER_BYTES || png.getInt() != IHDR) {
      throw new PictureUnreadable("the PNG has no header");
    }
    int width = png.getInt();
    int height = png.getInt();
    if (width < 1
        || height < 1
        || width > LONGEST_SIDE
        || height > LONGEST_SIDE
        || (long) width * height > MOST_PIXELS) {
      throw new PictureUnreadable(
          "a screen of "
              + Integer.toUnsignedString(width)
              + " times "
              + Integer.toUnsignedString(height)
              + " pixels");
    }
    int depth = png.get();
    int colour = png.get();
    int compression = png.get();
    int filtering = png.get();
    int interlacing = png.get();
    if (depth != 8
        || (colour != RGB && colour != RGBA)
        || compression != 0
        || filtering != 0
        || interlacing != 0) {
      throw new PictureUnreadable("a kind of PNG that screencap does not write");
    }
    png.position(png.position() + CHECKSUM);
    return new PngScaler(png, width, height, colour == RGB ? 3 : 4);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /**
   * Reads the picture at a width, or at its own if that is smaller. Call it once.
   *
   * @throws PictureUnreadable if it is damaged or cut off
   */
  Pixels scaled(int wishedWidth) throws PictureUnreadable {
    int target = Math.clamp(wishedWidth, 1, width);
    BlockAverage blocks = new BlockAverage(width, height, channels, width / target);
    Inflater inflater = new Inflater();
    try {
      readRows(inflater, blocks);
    } catch (DataFormatException damaged) {
      throw new PictureUnreadable("the PNG is damaged");
    } finally {
      inflater.end();
    }
    return blocks
        .pixels()
        .shrunkTo(target, Math.max(1, Math.round((float) height * target / width)));
  }

  private void readRows(Inflater inflater, BlockAverage blocks)
      throws DataFormatException, PictureUnreadable {
    int stride = width * channels;
    byte[] inflated = new byte[Math.max(1, PORTION / (stride + 1)) * (stride + 1)];
    byte[] above = new byte[stride];
    byte[] row = new byte[stride];
    int filled = 0;
    for (int done = 0; done < height; ) {
      int got = inflater.inflate(inflated, filled, inflated.length - filled);
      if (got == 0) {
        if (inflater.finished() || inflater.needsDictionary()) {
          throw new PictureUnreadable("the PNG ends in the middle");
        }
        nextData(inflater);
        continue;
      }
      filled += got;
      int at = 0;
      for (; filled - at > stride && done < height; at += stride + 1, done++) {
        System.arraycopy(inflated, at + 1, row, 0, stride);
        unfilter(inflated[at], row, above);
        blocks.add(row);
        byte[] last = above;
        above = row;
        row = last;
      }
      System.arraycopy(inflated, at, inflated, 0, filled - at);
      filled -= at;
    }
  }

  /** Gives the content of the next IDAT chunk to the inflater. */
  private void nextData(Inflater inflater) throws PictureUnreadable {
    while (png.remaining() >= CHUNK_HEAD) {
      int length = png.getInt();
      int type = png.getInt();
      if (type == IEND || length < 0 || length > png.remaining()) {
        break;
      }
      int begin = png.position();
      png.position(Math.min(png.limit(), begin + length + CHECKSUM));
      if (type == IDAT && length > 0) {
        inflater.setInput(png.slice(begin, length));
        return;
      }
    }
    throw new PictureUnreadable("the PNG ends in the middle");
  }

  /** Undoes the filter of a row (PNG specification, 9). */
  private void unfilter(int filter, byte[] row, byte[] above) throws PictureUnreadable {
    int step = channels;
    switch (filter) {
      case 0 -> {}
      case 1 -> {
        for (int i = step; i < row.length; i++) {
          row[i] += row[i - step];
        }
      }
      case 2 -> {
        for (int i = 0; i < row.length; i++) {
          row[i] += above[i];
        }
      }
      case 3 -> {
        for (int i = 0; i < step; i++) {
          row[i] += (byte) ((above[i] & 0xff) >> 1);
        }
        for (int i = step; i < row.length; i++) {
          row[i] += (byte) (((row[i - step] & 0xff) + (above[i] & 0xff)) >> 1);
        }
      }
      case 4 -> {
        for (int i = 0; i < step; i++) {
          row[i] += above[i];
        }
        for (int i = step; i < row.length; i++) {
          row[i] += nearest(row[i - step] & 0xff, above[i] & 0xff, above[i - step] & 0xff);
        }
      }
      default -> throw new PictureUnreadable("the PNG is damaged");
    }
  }

  /** The neighbour that is nearest to what a plane through them would have here (Paeth). */
  private static byte nearest(int left, int above, int corner) {
    int toLeft = Math.abs(above - corner);
    int toAbove = Math.abs(left - corner);
    int toCorner = Math.abs(left + above - 2 * corner);
    return (byte)
        (toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner);
  }
}
