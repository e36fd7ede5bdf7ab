package dev.drover.http.connection;

import dev.drover.http.guard.TraceOfBrowser;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Translates requests of HTTP/1.0 into HTTP/1.1, the only version that Helidon reads. Many proxies
 * still speak HTTP/1.0 to the servers behind them. Requests of HTTP/1.1 pass unchanged, and so do
 * bodies. Used by the connection's own thread.
 */
final class Http10Requests implements Supplier<byte[]> {
  /** Longer than any request line that Helidon accepts. */
  private static final int LONGEST_LINE = 8 * 1024;

  /** Longer than any head that Helidon accepts. */
  private static final int LONGEST_HEAD = 32 * 1024;

  private static final byte[] NOTHING = new byte[0];
  private static final String END_OF_LINE = "\r\n";
  private static final String END_OF_HEAD = END_OF_LINE + END_OF_LINE;
  private static final String OLD = " HTTP/1.0" + END_OF_LINE;
  private static final String NEW = " HTTP/1.1" + END_OF_LINE;

  /** The header for a request without one: a name that only this machine has. */
  private static final String OWN_HOST = "Host: localhost";

  private enum Part {
    LINE,
    /** The rest of a head that needs no translation. */
    HEAD,
    OLD_HEAD,
    BODY,
    CHUNKS,
    /** What follows is not HTTP. */
    SWITCHED
  }

  private final ChunkSplitter source;
  private final Http10Responses answers;
  private Part part = Part.LINE;
  private byte[] received = NOTHING;
  private int position;
  private final StringBuilder kept = new StringBuilder();
  private boolean emptyLineSkipped;
  private long bodyLeft;

  /**
   * @param source the next bytes, at least one
   * @param answers told of the version of each request
   */
  Http10Requests(Supplier<byte[]> source, Http10Responses answers) {
    this.source = new ChunkSplitter(source);
    this.answers = answers;
  }

  /**
   * Called when a head is complete; its body or the next request follows.
   *
   * @param beginning the bytes after the head that were handed out together with it
   * @throws RequestException 400 if the length of the body is not a number
   */
  void headEnded(Headers head, byte[] beginning) {
    byte[] left = new byte[beginning.length + received.length - position];
    System.arraycopy(beginning, 0, left, 0, beginning.length);
    System.arraycopy(received, position, left, beginning.length, received.length - position);
    received = left;
    position = 0;
    if (head.contains(HeaderNames.TRANSFER_ENCODING)) {
      part = Part.CHUNKS;
      received = NOTHING;
      source.begin(left);
    } else {
      bodyLeft = length(head);
      part = bodyLeft == 0 ? Part.LINE : Part.BODY;
    }
  }

  /** Called when the connection goes on in another protocol: everything passes from now on. */
  void switched() {
    part = Part.SWITCHED;
  }

  private static long length(Headers head) {
    try {
      return head.contentLength().orElse(0);
    } catch (IllegalArgumentException malformed) {
      throw refused("the Content-Length is not a number");
    }
  }

  /**
   * The next bytes, at least one.
   *
   * @throws RequestException 400 if this is not HTTP
   * @throws CloseConnectionException if the connection ends here
   */
  @Override
  public byte[] get() {
    if (part == Part.LINE && kept.length() == 0) {
      answers.refuseAnother();
    }
    while (true) {
      if (position == received.length) {
        receive();
      }
      byte[] next =
          switch (part) {
            case LINE -> line();
            case HEAD -> all();
            case OLD_HEAD -> oldHead();
            case BODY -> body();
            case CHUNKS -> chunks();
            case SWITCHED -> all();
          };
      if (next.length > 0) {
        return next;
      }
    }
  }

  private void receive() {
    try {
      received = source.get();
      position = 0;
    } catch (DataReader.InsufficientDataAvailableException end) {
      if (part == Part.HEAD || part == Part.OLD_HEAD || !kept.isEmpty()) {
        throw refused("the head of the request broke off");
      }
      throw end;
    }
  }

  private byte[] all() {
    byte[] all = Arrays.copyOfRange(received, position, received.length);
    position = received.length;
    return all;
  }

  private byte[] body() {
    int count = (int) Math.min(bodyLeft, received.length - position);
    byte[] next = Arrays.copyOfRange(received, position, position + count);
    position += count;
    bodyLeft -= count;
    if (bodyLeft == 0) {
      part = Part.LINE;
    }
    return next;
  }

  private byte[] chunks() {
    if (!source.inBody()) {
      part = Part.LINE;
    }
    return all();
  }

  /** The first line of a request, once all of it is received. */
  private byte[] line() {
    boolean whole = keepUntil('\n');
    if (!whole) {
      if (kept.length() > LONGEST_LINE) {
        part = Part.HEAD;
        return bytes(taken());
      }
      return NOTHING;
    }
    String text = taken();
    if (text.equals(END_OF_LINE) && !emptyLineSkipped) {
      // Some older clients send an empty line after a body.
      emptyLineSkipped = true;
      return NOTHING;
    }
    emptyLineSkipped = false;
    refuseOtherCharacters(text);
    if (text.endsWith(OLD)) {
      part = Part.OLD_HEAD;
      return bytes(text.substring(0, text.length() - OLD.length()) + NEW);
    }
    part = Part.HEAD;
    answers.begin(Http10Responses.Client.NEW);
    return bytes(text);
  }

  private boolean keepUntil(char end) {
    while (position < received.length) {
      char next = (char) (received[position++] & 0xff);
      kept.append(next);
      if (next == end) {
        return true;
      }
    }
    return false;
  }

  private String taken() {
    String text = kept.toString();
    kept.setLength(0);
    return text;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Refuses lines that Helidon would log as an error of its own. */
  private static void refuseOtherCharacters(String line) {
    String content = line.endsWith(END_OF_LINE) ? line.substring(0, line.length() - 2) : line;
    if (!content.chars().allMatch(character -> character >= ' ' && character < 0x7f)) {
      throw refused("the request line has other characters than ASCII's visible ones");
    }
    int space = content.indexOf(' ');
    String method = space < 0 ? content : content.substring(0, space);
    if (method.isEmpty() || !method.chars().allMatch(Http10Requests::isOfToken)) {
      throw refused("the request's method is not a word");
    }
  }

  private static boolean isOfToken(int character) {
    return character < 0x80
        && (Character.isLetterOrDigit(character) || "!#$%&'*+-.^_`|~".indexOf(character) >= 0);
  }

  /** The head after its first line, once all of it is received. */
  private byte[] oldHead() {
    while (keepUntil('\n')) {
      if (kept.indexOf(END_OF_HEAD, kept.length() - END_OF_HEAD.length()) >= 0
          || (kept.length() == END_OF_LINE.length() && kept.indexOf(END_OF_LINE) == 0)) {
        part = Part.HEAD;
        return bytes(renewed(taken()));
      }
    }
    if (kept.length() > LONGEST_HEAD) {
      part = Part.HEAD;
      answers.begin(Http10Responses.Client.OLD);
      return bytes(taken());
    }
    return NOTHING;
  }

  private String renewed(String head) {
    StringBuilder renewed = new StringBuilder();
    Set<String> names = new LinkedHashSet<>();
    boolean keepAlive = false;
    for (String line : head.split(END_OF_LINE)) {
      String name = line.substring(0, Math.max(0, line.indexOf(':'))).toLowerCase(Locale.ROOT);
      names.add(name);
      switch (name) {
        case "transfer-encoding" -> throw refused("HTTP/1.0 has no Transfer-Encoding");
        case "connection" -> {
          String wanted = line.toLowerCase(Locale.ROOT);
          keepAlive = wanted.contains("keep-alive") && !wanted.contains("close");
        }
        case "expect", "keep-alive" -> {
          // HTTP/1.0 has no 100 Continue, and the server ignores Keep-Alive.
        }
        default -> renewed.append(line).append(END_OF_LINE);
      }
    }
    answers.begin(keepAlive ? Http10Responses.Client.OLD_KEPT : Http10Responses.Client.OLD);
    if (!keepAlive) {
      renewed.append("Connection: close").append(END_OF_LINE);
    }
    // The Host of a request that may come from a browser is checked, and never filled in.
    if (!names.contains("host") && names.stream().noneMatch(TraceOfBrowser::isIn)) {
      renewed.append(OWN_HOST).append(END_OF_LINE);
    }
    return renewed.append(END_OF_LINE).toString();
  }

  private static RequestException refused(String message) {
    return RequestException.builder()
        .type(EventType.BAD_REQUEST)
        .message(message)
        .setKeepAlive(false)
        .build();
  }
}
