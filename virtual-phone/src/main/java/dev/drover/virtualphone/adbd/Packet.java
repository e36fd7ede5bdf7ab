package dev.drover.virtualphone.adbd;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * One message of the ADB transport: a header of six little-endian words (command, two arguments,
 * length, checksum, the command's complement), then the data, as in AOSP's protocol.txt. Checksums
 * are sent for old peers but not verified, as peers of version 0x01000001 agree.
 */
@SuppressWarnings("ArrayRecordComponent") // packets are sent, never compared
record Packet(int command, int argument0, int argument1, byte[] data) {
  static final int CNXN = word("CNXN");
  static final int OPEN = word("OPEN");
  static final int OKAY = word("OKAY");
  static final int WRTE = word("WRTE");
  static final int CLSE = word("CLSE");
  static final int AUTH = word("AUTH");

  static final int HEADER_LENGTH = 24;

  /** The most data in one packet in either direction: 256 KiB, as on current phones. */
  static final int MAX_DATA = 256 * 1024;

  private static int word(String name) {
    return ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII))
        .order(ByteOrder.LITTLE_ENDIAN)
        .getInt();
  }

  static Packet of(int command, int argument0, int argument1) {
    return new Packet(command, argument0, argument1, new byte[0]);
  }

  /**
   * Reads the next packet.
   *
   * @throws EOFException at the end of the connection
   * @throws ProtocolException if it is not a packet; nothing after it can be understood
   */
  static Packet read(DataInputStream in) throws IOException {
    byte[] bytes = new byte[HEADER_LENGTH];
    in.readFully(bytes);
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int command = header.getInt();
    int argument0 = header.getInt();
    int argument1 = header.getInt();
    int length = header.getInt();
    header.getInt();
    int magic = header.getInt();
    if (magic != ~command) {
      throw new ProtocolException("not an ADB packet: the magic word does not fit the command");
    }
    if (length < 0 || length > MAX_DATA) {
      throw new ProtocolException("an ADB packet of " + length + " bytes; the most is " + MAX_DATA);
    }
    byte[] data = new byte[length];
    in.readFully(data);
    return new Packet(command, argument0, argument1, data);
  }

  /** Writes header and data at once, so that they leave in one segment. */
  void write(OutputStream out) throws IOException {
    ByteBuffer buffer =
        ByteBuffer.allocate(HEADER_LENGTH + data.length).order(ByteOrder.LITTLE_ENDIAN);
    int sum = 0;
    for (byte one : data) {
      sum += one & 0xff;
    }
    buffer.putInt(command).putInt(argument0).putInt(argument1).putInt(data.length).putInt(sum);
    buffer.putInt(~command).put(data);
    out.write(buffer.array());
    out.flush();
  }

  /** The data as text up to the first NUL, as service names are sent. */
  String text() {
    int end = 0;
    while (end < data.length && data[end] != 0) {
      end++;
    }
    return new String(data, 0, end, StandardCharsets.UTF_8);
  }
}
