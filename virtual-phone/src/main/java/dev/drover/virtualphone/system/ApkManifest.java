package dev.drover.virtualphone.system;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The name and version from an APK's binary manifest. */
record ApkManifest(String packageName, String version) {
  private static final int STRING_POOL = 0x0001;
  private static final int START_ELEMENT = 0x0102;
  private static final int UTF8_FLAG = 1 << 8;
  private static final int ATTRIBUTE_LENGTH = 20;

  /** Reads an APK's manifest; empty if the bytes are no APK. */
  static Optional<ApkManifest> of(byte[] apk) {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(apk))) {
      ZipEntry entry = zip.getNextEntry();
      while (entry != null) {
        if (entry.getName().equals("AndroidManifest.xml")) {
          return parse(ByteBuffer.wrap(zip.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN));
        }
        entry = zip.getNextEntry();
      }
      return Optional.empty();
    } catch (IOException | BufferUnderflowException | IndexOutOfBoundsException broken) {
      return Optional.empty();
    }
  }

  /**
   * The manifest consists of chunks: a type, the header's length and the chunk's length. The first
   * element is the manifest.
   */
  private static Optional<ApkManifest> parse(ByteBuffer xml) {
    List<String> strings = new ArrayList<>();
    int chunk = Short.toUnsignedInt(xml.getShort(2));
    while (chunk + 8 <= xml.limit()) {
      int type = Short.toUnsignedInt(xml.getShort(chunk));
      int length = xml.getInt(chunk + 4);
      if (length < 8) {
        return Optional.empty();
      }
      if (type == STRING_POOL) {
        strings.addAll(strings(xml, chunk));
      } else if (type == START_ELEMENT) {
        return manifest(xml, chunk + Short.toUnsignedInt(xml.getShort(chunk + 2)), strings);
      }
      chunk += length;
    }
    return Optional.empty();
  }

  private static List<String> strings(ByteBuffer xml, int chunk) {
    int count = xml.getInt(chunk + 8);
    boolean utf8 = (xml.getInt(chunk + 16) & UTF8_FLAG) != 0;
    int start = chunk + xml.getInt(chunk + 20);
    int offsets = chunk + Short.toUnsignedInt(xml.getShort(chunk + 2));
    List<String> strings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int at = start + xml.getInt(offsets + 4 * i);
      strings.add(utf8 ? utf8(xml, at) : utf16(xml, at));
    }
    return strings;
  }

  /** The length in characters, then in bytes, each of one or two bytes. */
  private static String utf8(ByteBuffer xml, int at) {
    int bytesAt = at + ((xml.get(at) & 0x80) == 0 ? 1 : 2);
    int first = xml.get(bytesAt) & 0xff;
    boolean isLong = (first & 0x80) != 0;
    int length = isLong ? ((first & 0x7f) << 8) | (xml.get(bytesAt + 1) & 0xff) : first;
    return text(xml, bytesAt + (isLong ? 2 : 1), length, StandardCharsets.UTF_8);
  }

  private static String utf16(ByteBuffer xml, int at) {
    int characters = Short.toUnsignedInt(xml.getShort(at));
    return text(xml, at + 2, 2 * characters, StandardCharsets.UTF_16LE);
  }

  private static String text(ByteBuffer xml, int at, int length, Charset charset) {
    byte[] bytes = new byte[length];
    xml.get(at, bytes);
    return new String(bytes, charset);
  }

  /** Namespace, name, where the attributes start, how long each is, and how many there are. */
  private static Optional<ApkManifest> manifest(ByteBuffer xml, int element, List<String> strings) {
    int attributes = element + Short.toUnsignedInt(xml.getShort(element + 8));
    int count = Short.toUnsignedInt(xml.getShort(element + 12));
    String name = "";
    String version = "";
    for (int i = 0; i < count; i++) {
      int attribute = attributes + i * ATTRIBUTE_LENGTH;
      int raw = xml.getInt(attribute + 8);
      String key = strings.get(xml.getInt(attribute + 4));
      if (key.equals("package") && raw >= 0) {
        name = strings.get(raw);
      } else if (key.equals("versionName") && raw >= 0) {
        version = strings.get(raw);
      }
    }
    return name.isEmpty() ? Optional.empty() : Optional.of(new ApkManifest(name, version));
  }
}
