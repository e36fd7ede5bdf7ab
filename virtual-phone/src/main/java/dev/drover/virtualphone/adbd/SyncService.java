package dev.drover.virtualphone.adbd;

import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.fault.FaultExecutor;
import dev.drover.virtualphone.phone.Phone;
import dev.drover.virtualphone.system.PhoneFiles;
import dev.drover.virtualphone.system.PhoneFiles.Entry;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * File transfer by the first version of the sync protocol (STAT, LIST, SEND, RECV), as in AOSP's
 * SYNC.TXT.
 */
final class SyncService {
  private static final int REGULAR_FILE = 0100644;
  private static final int DIRECTORY = 040755;
  private static final int LARGEST_DATA = 64 * 1024;
  private static final int LONGEST_PATH = 1024;

  private final Phone phone;
  private final long connection;
  private final PhoneFiles files;
  private final AdbStream stream;
  private final FaultExecutor faultEffect;
  private final DataInputStream in;

  SyncService(Phone phone, long connection, AdbStream stream, FaultExecutor faultEffect) {
    this.phone = phone;
    this.connection = connection;
    this.files = phone.files();
    this.stream = stream;
    this.faultEffect = faultEffect;
    this.in = new DataInputStream(stream.input());
  }

  void serve() throws IOException {
    while (true) {
      String id = id();
      int length = word();
      switch (id) {
        case "STAT" -> stat(path(length));
        case "LIST" -> list(path(length));
        case "SEND" -> {
          String target = path(length);
          String line = begin("SEND", target);
          receive(target, line);
        }
        case "RECV" -> {
          String source = path(length);
          String line = begin("RECV", source);
          send(source);
          strike(line, Fault.Moment.AFTER);
        }
        case "QUIT" -> {
          return;
        }
        default -> {
          fail("unknown command " + id);
          return;
        }
      }
    }
  }

  /** Records a transfer as {@code sync SEND path}, by which faults can match it. */
  private String begin(String what, String path) throws IOException {
    String line = "sync " + what + " " + path.replaceFirst(",\\d+$", "");
    phone.begin(line, connection);
    strike(line, Fault.Moment.BEFORE);
    return line;
  }

  private void strike(String line, Fault.Moment moment) throws IOException {
    faultEffect.strike(phone.faults(), line, moment);
  }

  private void stat(String path) throws IOException {
    Optional<Entry> entry = files.entry(path);
    stream.write(
        message("STAT")
            .add(words(mode(entry), entry.map(Entry::size).orElse(0), time(entry)))
            .toBytes());
  }

  private void list(String path) throws IOException {
    for (String name : files.list(path)) {
      Optional<Entry> entry = files.entry(path + "/" + name);
      byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
      stream.write(
          message("DENT")
              .add(
                  words(mode(entry), entry.map(Entry::size).orElse(0), time(entry), encoded.length))
              .add(encoded)
              .toBytes());
    }
    stream.write(message("DONE").add(words(0, 0, 0, 0)).toBytes());
  }

  /** Receives a file: {@code path,mode}, then data, then its time. */
  private void receive(String pathAndMode, String line) throws IOException {
    int comma = pathAndMode.lastIndexOf(',');
    String path = comma < 0 ? pathAndMode : pathAndMode.substring(0, comma);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    while (true) {
      String id = id();
      int length = word();
      if (id.equals("DATA")) {
        if (length < 0 || length > LARGEST_DATA) {
          fail("a block of " + length + " bytes");
          return;
        }
        content.write(in.readNBytes(length));
      } else if (id.equals("DONE")) {
        if (phone.faults().strike(Fault.Kind.DISK_FULL, path).isPresent()) {
          fail("write failed: No space left on device");
          return;
        }
        files.write(
            path, content.toByteArray(), Instant.ofEpochSecond(Integer.toUnsignedLong(length)));
        strike(line, Fault.Moment.AFTER);
        stream.write(message("OKAY").add(words(0)).toBytes());
        return;
      } else {
        fail("unexpected " + id);
        return;
      }
    }
  }

  private void send(String path) throws IOException {
    Optional<byte[]> content = files.read(path);
    if (content.isEmpty()) {
      fail("remote object '" + path + "' does not exist");
      return;
    }
    byte[] bytes = content.get();
    for (int from = 0; from < bytes.length; from += LARGEST_DATA) {
      int length = Math.min(LARGEST_DATA, bytes.length - from);
      byte[] part = new byte[length];
      System.arraycopy(bytes, from, part, 0, length);
      stream.write(message("DATA").add(words(length)).add(part).toBytes());
    }
    stream.write(message("DONE").add(words(0)).toBytes());
  }

  private void fail(String reason) throws IOException {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    stream.write(message("FAIL").add(words(text.length)).add(text).toBytes());
  }

  private String id() throws IOException {
    byte[] id = new byte[4];
    in.readFully(id);
    return new String(id, StandardCharsets.US_ASCII);
  }

  private int word() throws IOException {
    return Integer.reverseBytes(in.readInt());
  }

  private String path(int length) throws IOException {
    if (length < 0 || length > LONGEST_PATH) {
      throw new IOException("a path of " + length + " bytes");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private static AdbStream.Batch message(String id) {
    return new AdbStream.Batch().add(Adbd.ascii(id));
  }

  private static byte[] words(int... words) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int word : words) {
      buffer.putInt(word);
    }
    return buffer.array();
  }

  private static int mode(Optional<Entry> entry) {
    return entry.map(found -> found.directory() ? DIRECTORY : REGULAR_FILE).orElse(0);
  }

  private static int time(Optional<Entry> entry) {
    return entry.map(found -> (int) found.modified().getEpochSecond()).orElse(0);
  }
}
