package dev.drover.http.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.application.live.LivePicture;
import dev.drover.application.port.device.PhonePictures.Picture;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.http.connection.SwitchedConnection;
import dev.drover.http.json.Json;
import io.helidon.common.buffers.BufferData;
import io.helidon.websocket.WsOpCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Sends frames to a client. Each call waits until the system has taken the frame. One thread. */
final class FrameWriter {
  private static final int LAST_FRAME = 0x80;
  private static final int TWO_BYTES_FOLLOW = 126;
  private static final int EIGHT_BYTES_FOLLOW = 127;
  private static final int LONGEST_REASON = 123;

  private final SwitchedConnection connection;

  FrameWriter(SwitchedConnection connection) {
    this.connection = connection;
  }

  /** Sends a picture: the length of the header in four bytes, the header as JSON, the picture. */
  void picture(LivePicture live) {
    Picture picture = live.picture();
    byte[] header =
        json(
            Json.MAPPER
                .createObjectNode()
                .put("serial", live.serial().value())
                .put("type", picture.mediaType())
                .put("width", picture.width())
                .put("height", picture.height())
                .put("screen_width", picture.screenWidth())
                .put("screen_height", picture.screenHeight())
                .put("taken_at", Json.time(live.takenAt())));
    byte[] length = ByteBuffer.allocate(Integer.BYTES).putInt(header.length).array();
    send(WsOpCode.BINARY, length, header, picture.bytes());
  }

  void problem(DeviceSerial serial, String reason) {
    send(
        WsOpCode.TEXT,
        json(Json.MAPPER.createObjectNode().put("serial", serial.value()).put("problem", reason)));
  }

  void ping() {
    send(WsOpCode.PING);
  }

  void pong(byte[] content) {
    send(WsOpCode.PONG, content);
  }

  void close(int code, String reason) {
    byte[] words = reason.getBytes(StandardCharsets.UTF_8);
    int length = words.length;
    if (length > LONGEST_REASON) {
      length = LONGEST_REASON;
      // No character is cut in two.
      while ((words[length] & 0xc0) == 0x80) {
        length--;
      }
    }
    send(
        WsOpCode.CLOSE,
        ByteBuffer.allocate(Short.BYTES).putShort((short) code).array(),
        Arrays.copyOf(words, length));
  }

  private void send(WsOpCode kind, byte[]... parts) {
    long length = Arrays.stream(parts).mapToLong(part -> part.length).sum();
    ByteBuffer head = ByteBuffer.allocate(10).put((byte) (LAST_FRAME | kind.code()));
    if (length < TWO_BYTES_FOLLOW) {
      head.put((byte) length);
    } else if (length < 1 << Short.SIZE) {
      head.put((byte) TWO_BYTES_FOLLOW).putShort((short) length);
    } else {
      head.put((byte) EIGHT_BYTES_FOLLOW).putLong(length);
    }
    BufferData[] all = new BufferData[parts.length + 1];
    all[0] = BufferData.create(Arrays.copyOf(head.array(), head.position()));
    for (int i = 0; i < parts.length; i++) {
      all[i + 1] = BufferData.create(parts[i]);
    }
    connection.write(BufferData.create(all));
  }

  private static byte[] json(ObjectNode tree) {
    try {
      return Json.MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of plain values is always JSON", impossible);
    }
  }
}
