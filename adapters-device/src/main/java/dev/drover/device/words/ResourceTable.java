package dev.drover.device.words;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The strings of a compiled resource table ({@code resources.arsc}), which are read where they are:
 * no entry becomes an object, so that no table takes more memory than its bytes. Time is linear in
 * the table's length. Plurals, arrays and styles are left out.
 */
final class ResourceTable {
  private static final int STRING_POOL = 0x0001;
  private static final int TABLE = 0x0002;
  private static final int PACKAGE = 0x0200;
  private static final int TYPE = 0x0201;

  private static final int CHUNK_HEADER = 8;
  private static final int TYPE_HEADER = 20;
  private static final int UTF8 = 1 << 8;
  private static final int SPARSE = 1;
  private static final int SHORT_OFFSETS = 2;
  private static final int NO_ENTRY = 0xffffffff;
  private static final int NO_SHORT_ENTRY = 0xffff;
  private static final int COMPLEX = 1;
  private static final int COMPACT = 8;
  private static final int STRING = 3;

  /** No word of an app is as long, in chars. */
  static final int LONGEST_STRING = 200;

  private final ByteBuffer table;

  /** The pool with the values of all packages. */
  private final Chunk pool;

  private final int strings;
  private final boolean utf8;

  /** A part of the table that begins with its type and length. */
  private record Chunk(int type, int start, int header, int end) {}

  /** Takes one string of the table. */
  @FunctionalInterface
  interface Strings {
    /**
     * @param resource the resource's id
     * @param string by which {@link ResourceTable#string} tells the text; the same text may be
     *     there several times
     */
    void take(int resource, int string) throws TableUnreadable;
  }

  private ResourceTable(ByteBuffer table, Chunk pool) {
    this.table = table;
    this.pool = pool;
    this.strings = table.getInt(pool.start() + 8);
    this.utf8 = (table.getInt(pool.start() + 16) & UTF8) != 0;
  }

  /**
   * Reads the head of a table.
   *
   * @throws TableUnreadable if it is none
   */
  static ResourceTable of(byte[] bytes) throws TableUnreadable {
    ByteBuffer table = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      Chunk whole = chunk(table, 0, bytes.length);
      if (whole.type() != TABLE) {
        throw damaged();
      }
      for (int at = whole.header(); at < whole.end(); ) {
        Chunk part = chunk(table, at, whole.end());
        if (part.type() == STRING_POOL) {
          return new ResourceTable(
              table.slice(0, whole.end()).order(ByteOrder.LITTLE_ENDIAN), part);
        }
        at = part.end();
      }
    } catch (IndexOutOfBoundsException cut) {
      throw damaged();
    }
    throw new TableUnreadable("its table has no strings");
  }

  private static TableUnreadable damaged() {
    return new TableUnreadable("its table is damaged");
  }

  private static Chunk chunk(ByteBuffer table, int at, int end) throws TableUnreadable {
    int header = Short.toUnsignedInt(table.getShort(at + 2));
    int length = table.getInt(at + 4);
    if (header < CHUNK_HEADER || length < header || length > end - at) {
      throw damaged();
    }
    return new Chunk(Short.toUnsignedInt(table.getShort(at)), at, at + header, at + length);
  }

  /**
   * Hands out the strings in some locales.
   *
   * @throws TableUnreadable if the table is damaged
   */
  void each(Predicate<TableLocale> wanted, Strings strings) throws TableUnreadable {
    try {
      int header = Short.toUnsignedInt(table.getShort(2));
      for (int at = header; at < table.limit(); ) {
        Chunk part = chunk(table, at, table.limit());
        if (part.type() == PACKAGE) {
          int id = table.getInt(part.start() + CHUNK_HEADER);
          for (int inside = part.header(); inside < part.end(); ) {
            Chunk type = chunk(table, inside, part.end());
            if (type.type() == TYPE && wanted.test(locale(type))) {
              entries(type, id, strings);
            }
            inside = type.end();
          }
        }
        at = part.end();
      }
    } catch (IndexOutOfBoundsException cut) {
      throw damaged();
    }
  }

  /** Reads the configuration that begins behind the header of each type. */
  private TableLocale locale(Chunk type) throws TableUnreadable {
    int at = type.start() + TYPE_HEADER;
    int length = table.getInt(at);
    if (length < 12 || length > type.header() - at) {
      throw damaged();
    }
    byte[] language = new byte[2];
    byte[] region = new byte[2];
    byte[] script = new byte[4];
    table.get(at + 8, language);
    table.get(at + 10, region);
    if (length >= 40) {
      table.get(at + 36, script);
    }
    return TableLocale.of(language, region, script);
  }

  private void entries(Chunk type, int packageId, Strings strings) throws TableUnreadable {
    int flags = table.get(type.start() + 9);
    int count = table.getInt(type.start() + 12);
    int start = type.start() + table.getInt(type.start() + 16);
    int width = (flags & (SPARSE | SHORT_OFFSETS)) == SHORT_OFFSETS ? 2 : 4;
    if (count < 0 || count > (type.end() - type.header()) / width || start < type.header()) {
      throw damaged();
    }
    int typeId = Byte.toUnsignedInt(table.get(type.start() + 8));
    for (int i = 0; i < count; i++) {
      int at = type.header() + i * width;
      int index = i;
      int offset;
      if ((flags & SPARSE) != 0) {
        index = Short.toUnsignedInt(table.getShort(at));
        offset = 4 * Short.toUnsignedInt(table.getShort(at + 2));
      } else if (width == 2) {
        int quarter = Short.toUnsignedInt(table.getShort(at));
        offset = quarter == NO_SHORT_ENTRY ? NO_ENTRY : 4 * quarter;
      } else {
        offset = table.getInt(at);
      }
      if (offset != NO_ENTRY) {
        if (offset < 0 || offset > type.end() - start - CHUNK_HEADER) {
          throw damaged();
        }
        entry(start + offset, type.end(), packageId << 24 | typeId << 16 | index, strings);
      }
    }
  }

  private void entry(int at, int end, int resource, Strings strings) throws TableUnreadable {
    int flags = Short.toUnsignedInt(table.getShort(at + 2));
    if ((flags & COMPACT) != 0) {
      if (flags >> 8 == STRING) {
        strings.take(resource, table.getInt(at + 4));
      }
      return;
    }
    int value = at + Short.toUnsignedInt(table.getShort(at));
    if ((flags & COMPLEX) == 0
        && value <= end - CHUNK_HEADER
        && Byte.toUnsignedInt(table.get(value + 3)) == STRING) {
      strings.take(resource, table.getInt(value + 4));
    }
  }

  /**
   * Returns a text; empty if it is longer than any word, or is none.
   *
   * @throws TableUnreadable if the table is damaged
   */
  Optional<String> string(int index) throws TableUnreadable {
    if (index < 0 || index >= strings) {
      throw damaged();
    }
    try {
      int start = pool.start() + table.getInt(pool.start() + 20);
      int offset = table.getInt(pool.header() + 4 * index);
      if (offset < 0 || start < pool.header() || offset > pool.end() - start) {
        throw damaged();
      }
      return utf8 ? narrow(start + offset) : wide(start + offset);
    } catch (IndexOutOfBoundsException cut) {
      throw damaged();
    }
  }

  /** Before the bytes stand their number as chars, then as bytes, of one or two bytes each. */
  private Optional<String> narrow(int at) throws TableUnreadable {
    int bytesAt = at + ((table.get(at) & 0x80) == 0 ? 1 : 2);
    boolean isShort = (table.get(bytesAt) & 0x80) == 0;
    int length =
        isShort
            ? table.get(bytesAt)
            : (table.get(bytesAt) & 0x7f) << 8 | Byte.toUnsignedInt(table.get(bytesAt + 1));
    return text(bytesAt + (isShort ? 1 : 2), length, 3 * LONGEST_STRING, false);
  }

  private Optional<String> wide(int at) throws TableUnreadable {
    int first = Short.toUnsignedInt(table.getShort(at));
    boolean isShort = (first & 0x8000) == 0;
    return isShort ? text(at + 2, 2 * first, 2 * LONGEST_STRING, true) : Optional.empty();
  }

  private Optional<String> text(int at, int length, int most, boolean isWide)
      throws TableUnreadable {
    if (length > most) {
      return Optional.empty();
    }
    if (length > pool.end() - at) {
      throw damaged();
    }
    byte[] bytes = new byte[length];
    table.get(at, bytes);
    return Optional.of(
        new String(bytes, isWide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8));
  }
}
