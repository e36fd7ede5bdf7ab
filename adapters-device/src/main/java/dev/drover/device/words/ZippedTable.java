package dev.drover.device.words;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Takes the string table out of an Android package, which is a zip file, of which only the
 * directory and the table are read. The JDK's reader and others keep whatever directory a file
 * claims in memory, and need all of the file.
 */
final class ZippedTable {
  /** The largest package, in bytes. */
  static final long LARGEST_PACKAGE = 2_000_000_000L;

  /** The largest string table, in bytes, as it is and as it is stored. Large apps have 20 MB. */
  static final int LARGEST_TABLE = 64 * 1024 * 1024;

  private static final String NAME = "resources.arsc";

  private static final int LARGEST_DIRECTORY = 16 * 1024 * 1024;
  private static final int END_LENGTH = 22;
  private static final int LONGEST_COMMENT = 65_535;
  private static final int END = 0x06054b50;
  private static final int ENTRY = 0x02014b50;
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_LENGTH = 30;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  private final long size;
  private final Portions portions;

  /** Reads a part of a file. */
  @FunctionalInterface
  interface Portions {
    /**
     * Returns exactly so many bytes.
     *
     * @throws TableUnreadable if there are fewer
     */
    byte[] read(long from, int length) throws TableUnreadable;
  }

  /** Where the table is, by the directory. */
  private record Place(long header, int method, long stored, long whole) {}

  private ZippedTable(long size, Portions portions) {
    this.size = size;
    this.portions = portions;
  }

  /**
   * Returns the table of a package; empty if it has none, as packages with code alone.
   *
   * @param size the length of the package
   * @throws TableUnreadable if it is no zip file, or goes beyond a limit
   */
  static Optional<byte[]> of(long size, Portions portions) throws TableUnreadable {
    if (size < END_LENGTH || size > LARGEST_PACKAGE) {
      throw new TableUnreadable("it has " + size + " bytes");
    }
    try {
      ZippedTable zip = new ZippedTable(size, portions);
      Optional<Place> place = zip.place();
      return place.isPresent() ? Optional.of(zip.content(place.get())) : Optional.empty();
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException cut) {
      throw new TableUnreadable("it is not a zip file as Android packages are");
    }
  }

  private Optional<Place> place() throws TableUnreadable {
    ByteBuffer end = end();
    int entries = Short.toUnsignedInt(end.getShort(10));
    long length = Integer.toUnsignedLong(end.getInt(12));
    long start = Integer.toUnsignedLong(end.getInt(16));
    if (length > LARGEST_DIRECTORY || start + length > size) {
      throw new TableUnreadable("its directory has " + length + " bytes at " + start);
    }
    ByteBuffer directory = read(start, (int) length);
    Optional<Place> found = Optional.empty();
    for (int i = 0; i < entries; i++) {
      int at = directory.position();
      if (directory.getInt(at) != ENTRY) {
        throw new TableUnreadable("its directory is damaged");
      }
      int name = Short.toUnsignedInt(directory.getShort(at + 28));
      int next =
          at
              + 46
              + name
              + Short.toUnsignedInt(directory.getShort(at + 30))
              + Short.toUnsignedInt(directory.getShort(at + 32));
      if (name == NAME.length() && isTable(directory, at + 46)) {
        if (found.isPresent()) {
          throw new TableUnreadable("it has two tables of one name");
        }
        found =
            Optional.of(
                new Place(
                    Integer.toUnsignedLong(directory.getInt(at + 42)),
                    Short.toUnsignedInt(directory.getShort(at + 10)),
                    Integer.toUnsignedLong(directory.getInt(at + 20)),
                    Integer.toUnsignedLong(directory.getInt(at + 24))));
      }
      directory.position(next);
    }
    return found;
  }

  private static boolean isTable(ByteBuffer directory, int at) {
    byte[] name = new byte[NAME.length()];
    directory.get(at, name);
    return Arrays.equals(name, NAME.getBytes(StandardCharsets.US_ASCII));
  }

  /** The record at the end of the file, before a comment. */
  private ByteBuffer end() throws TableUnreadable {
    int length = (int) Math.min(size, END_LENGTH + LONGEST_COMMENT);
    ByteBuffer tail = read(size - length, length);
    for (int at = length - END_LENGTH; at >= 0; at--) {
      if (tail.getInt(at) == END) {
        return tail.slice(at, length - at).order(ByteOrder.LITTLE_ENDIAN);
      }
    }
    throw new TableUnreadable("it is not a zip file");
  }

  private byte[] content(Place place) throws TableUnreadable {
    if (place.stored() > LARGEST_TABLE || place.whole() > LARGEST_TABLE) {
      throw new TableUnreadable(
          "its table has " + Math.max(place.stored(), place.whole()) + " bytes");
    }
    ByteBuffer header = read(place.header(), LOCAL_LENGTH);
    if (header.getInt(0) != LOCAL) {
      throw new TableUnreadable("its table is not where its directory says");
    }
    long start =
        place.header()
            + LOCAL_LENGTH
            + Short.toUnsignedInt(header.getShort(26))
            + Short.toUnsignedInt(header.getShort(28));
    byte[] stored = read(start, (int) place.stored()).array();
    return switch (place.method()) {
      case STORED -> stored;
      case DEFLATED -> inflated(stored, (int) place.whole());
      default -> throw new TableUnreadable("its table is packed by method " + place.method());
    };
  }

  /** Inflates what has exactly the announced length; a bomb is longer. */
  private static byte[] inflated(byte[] stored, int length) throws TableUnreadable {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(stored);
      byte[] whole = new byte[length];
      int done = 0;
      while (done < length) {
        int more = inflater.inflate(whole, done, length - done);
        if (more == 0) {
          throw new TableUnreadable("its table is shorter than its directory says");
        }
        done += more;
      }
      if (inflater.inflate(new byte[1]) > 0) {
        throw new TableUnreadable("its table is longer than its directory says");
      }
      return whole;
    } catch (DataFormatException damaged) {
      throw new TableUnreadable("its table is damaged: " + damaged.getMessage());
    } finally {
      inflater.end();
    }
  }

  private ByteBuffer read(long from, int length) throws TableUnreadable {
    if (from < 0 || length < 0 || from + length > size) {
      throw new TableUnreadable("it ends before byte " + (from + length));
    }
    return ByteBuffer.wrap(portions.read(from, length)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
