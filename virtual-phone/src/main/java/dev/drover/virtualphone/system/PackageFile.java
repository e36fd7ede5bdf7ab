package dev.drover.virtualphone.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes an Android package with nothing but a table of strings, as the tools of Android do. */
public final class PackageFile {
  private static final int PACKAGE_ID = 0x7f;
  private static final int CONFIG_LENGTH = 64;
  private static final int NAME_CHARS = 128;

  private final String packageName;
  private final String language;
  private final boolean utf8;

  private PackageFile(String packageName, String language) {
    this.packageName = packageName;
    this.language = language;
    // Both forms are there in real packages.
    this.utf8 = language.isEmpty();
  }

  /**
   * Returns a package.
   *
   * @param language of its strings, such as {@code de}; empty for those of the base package
   * @param strings the texts by their resources' names, in the order of the resources' numbers
   */
  public static byte[] of(
      String packageName, String language, SequencedMap<String, String> strings) {
    return new PackageFile(packageName, language).zipped(strings);
  }

  private byte[] zipped(SequencedMap<String, String> strings) {
    byte[] table = table(strings);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("AndroidManifest.xml"));
      zip.write(packageName.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
      ZipEntry resources = new ZipEntry("resources.arsc");
      if (utf8) {
        CRC32 sum = new CRC32();
        sum.update(table);
        resources.setMethod(ZipEntry.STORED);
        resources.setSize(table.length);
        resources.setCrc(sum.getValue());
      }
      zip.putNextEntry(resources);
      zip.write(table);
      zip.closeEntry();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private byte[] table(SequencedMap<String, String> strings) {
    byte[] values = pool(List.copyOf(strings.values()));
    byte[] types = pool(List.of("string"));
    byte[] keys = pool(List.copyOf(strings.keySet()));
    byte[] type = type(strings.size());
    int header = 4 + 2 * NAME_CHARS + 5 * 4;
    ByteBuffer head = little(header);
    head.putInt(PACKAGE_ID);
    head.put(packageName.getBytes(StandardCharsets.UTF_16LE));
    head.position(4 + 2 * NAME_CHARS);
    head.putInt(8 + header).putInt(1).putInt(8 + header + types.length).putInt(strings.size());
    ByteBuffer spec = little(8 + 4 * strings.size());
    spec.putInt(1).putInt(strings.size());
    byte[] content =
        chunk(
            0x0200, header, joined(bytes(head), types, keys, chunk(0x0202, 8, bytes(spec)), type));
    return chunk(0x0002, 4, joined(little(4).putInt(1).array(), values, content));
  }

  private byte[] type(int count) {
    ByteBuffer body = little(12 + CONFIG_LENGTH + count * 4 + count * 16);
    body.put((byte) 1).put((byte) 0).putShort((short) 0);
    body.putInt(count).putInt(8 + 12 + CONFIG_LENGTH + 4 * count);
    body.putInt(CONFIG_LENGTH).putInt(0);
    body.put(language.getBytes(StandardCharsets.US_ASCII));
    body.position(12 + CONFIG_LENGTH);
    for (int i = 0; i < count; i++) {
      body.putInt(16 * i);
    }
    for (int i = 0; i < count; i++) {
      body.putShort((short) 8).putShort((short) 0).putInt(i);
      body.putShort((short) 8).put((byte) 0).put((byte) 3).putInt(i);
    }
    return chunk(0x0201, 12 + CONFIG_LENGTH, bytes(body));
  }

  private byte[] pool(List<String> texts) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    ByteBuffer offsets = little(4 * texts.size());
    for (String text : texts) {
      offsets.putInt(data.size());
      data.writeBytes(utf8 ? narrow(text) : wide(text));
    }
    while (data.size() % 4 != 0) {
      data.write(0);
    }
    ByteBuffer head = little(20);
    head.putInt(texts.size()).putInt(0).putInt(utf8 ? 1 << 8 : 0);
    head.putInt(28 + offsets.capacity()).putInt(0);
    return chunk(0x0001, 20, joined(bytes(head), bytes(offsets), data.toByteArray()));
  }

  private static byte[] narrow(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return joined(length(text.length()), length(bytes.length), bytes, new byte[1]);
  }

  private static byte[] length(int length) {
    return length < 0x80
        ? new byte[] {(byte) length}
        : new byte[] {(byte) (0x80 | length >> 8), (byte) length};
  }

  private static byte[] wide(String text) {
    return joined(
        little(2).putShort((short) text.length()).array(),
        text.getBytes(StandardCharsets.UTF_16LE),
        new byte[2]);
  }

  /**
   * @param header the length of the chunk's own header, behind its type and length
   */
  private static byte[] chunk(int type, int header, byte[] content) {
    return joined(
        little(8)
            .putShort((short) type)
            .putShort((short) (8 + header))
            .putInt(8 + content.length)
            .array(),
        content);
  }

  private static byte[] bytes(ByteBuffer filled) {
    byte[] bytes = new byte[filled.capacity()];
    filled.get(0, bytes);
    return bytes;
  }

  private static ByteBuffer little(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
