package dev.drover.http.live;

import dev.drover.http.connection.SwitchedConnection;
import io.github.bucket4j.Bucket;
import io.helidon.common.buffers.BufferData;
import io.helidon.websocket.ClientWsFrame;
import io.helidon.websocket.WsCloseException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * Reads the messages of a client. A message has at most {@value #LARGEST} bytes in all its
 * fragments, and frames come at a limited rate, so that neither a large message nor one without an
 * end takes memory or time. For one thread.
 */
final class MessageReader {
  static final int LARGEST = 64 * 1024;

  /** RFC 6455, section 5.5. */
  private static final int LARGEST_CONTROL = 125;

  /** A page sends a few frames a second while somebody scrolls. */
  private static final int FRAMES_PER_SECOND = 20;

  private static final int FRAMES_AT_ONCE = 100;

  private final SwitchedConnection connection;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private boolean inMessage;
  private final Bucket frames =
      Bucket.builder()
          .addLimit(
              limit ->
                  limit
                      .capacity(FRAMES_AT_ONCE)
                      .refillGreedy(FRAMES_PER_SECOND, Duration.ofSeconds(1)))
          .build();

  MessageReader(SwitchedConnection connection) {
    this.connection = connection;
  }

  /** What a client says. */
  sealed interface Message {
    record Text(String text) implements Message {}

    /** Asks for a sign of life with the same content. */
    @SuppressWarnings("ArrayRecordComponent") // sent back, never compared
    record Ping(byte[] content) implements Message {}

    /** A sign of life. */
    record Pong() implements Message {}

    record Close() implements Message {}
  }

  /**
   * Waits for the next whole message.
   *
   * @throws WebSocketError if it breaks a rule
   * @throws RuntimeException any other, if the connection has ended
   */
  Message next() {
    while (true) {
      ClientWsFrame frame = frame();
      byte[] content = content(frame);
      switch (frame.opCode()) {
        case TEXT -> {
          if (inMessage) {
            throw broken("a message began within another");
          }
          inMessage = true;
          if (isWhole(content, frame.fin())) {
            return text();
          }
        }
        case CONTINUATION -> {
          if (!inMessage) {
            throw broken("a message went on that had not begun");
          }
          if (isWhole(content, frame.fin())) {
            return text();
          }
        }
        case BINARY -> throw new WebSocketError(WebSocketError.NO_BINARY, "send text, as JSON");
        case PING -> {
          return new Message.Ping(content);
        }
        case PONG -> {
          return new Message.Pong();
        }
        case CLOSE -> {
          return new Message.Close();
        }
      }
    }
  }

  private ClientWsFrame frame() {
    ClientWsFrame frame;
    try {
      frame = ClientWsFrame.read(connection.context(), connection.reader(), LARGEST);
    } catch (WsCloseException refused) {
      throw new WebSocketError(
          refused.closeCode(), String.valueOf(refused.getMessage()).toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException | IndexOutOfBoundsException unknown) {
      throw broken("there is no such kind of frame");
    }
    if (!frames.tryConsume(1)) {
      throw new WebSocketError(
          WebSocketError.POLICY,
          "too many messages: at most " + FRAMES_PER_SECOND + " frames a second");
    }
    boolean control =
        switch (frame.opCode()) {
          case PING, PONG, CLOSE -> true;
          case TEXT, CONTINUATION, BINARY -> false;
        };
    if (control && (!frame.fin() || frame.payloadLength() > LARGEST_CONTROL)) {
      throw broken("a control frame is whole, and has at most 125 bytes");
    }
    return frame;
  }

  private static byte[] content(ClientWsFrame frame) {
    BufferData data = frame.payloadData();
    byte[] content = new byte[data.available()];
    int _ = data.read(content);
    return content;
  }

  private boolean isWhole(byte[] content, boolean last) {
    if (begun.size() + content.length > LARGEST) {
      throw new WebSocketError(
          WebSocketError.TOO_BIG, "a message has at most " + LARGEST + " bytes");
    }
    begun.writeBytes(content);
    return last;
  }

  private Message text() {
    inMessage = false;
    byte[] whole = begun.toByteArray();
    begun.reset();
    try {
      return new Message.Text(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(whole)).toString());
    } catch (CharacterCodingException malformed) {
      throw new WebSocketError(WebSocketError.NOT_JSON, "the message is not UTF-8");
    }
  }

  private static WebSocketError broken(String rule) {
    return new WebSocketError(WebSocketError.PROTOCOL_ERROR, rule);
  }
}
