package dev.drover.http.file;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a file that a client asks for (RFC 9110, section 14), so that a browser can play a
 * video and seek in it.
 *
 * @param first of its bytes, from 0
 * @param last of its bytes, with it
 */
public record ByteRange(long first, long last) {
  private static final Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  public ByteRange {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException("a range has a byte, not " + first + "-" + last);
    }
  }

  /** What a request asks for. */
  public sealed interface Asked {
    /**
     * The whole file: there is no range, more than one, another unit, or the client has another
     * version of the file. A server may always answer so.
     */
    record Whole() implements Asked {}

    record Part(ByteRange range) implements Asked {}

    /** A range that begins behind the end of the file, or is empty: 416. */
    record Beyond() implements Asked {}
  }

  public long length() {
    return last - first + 1;
  }

  /** Returns the value of {@code Content-Range}. */
  public String of(long size) {
    return "bytes " + first + "-" + last + "/" + size;
  }

  /**
   * Reads what a request asks for.
   *
   * @param tag the file's {@code ETag}, with its quotes
   * @param size of the file in bytes
   */
  public static Asked read(ServerRequest request, String tag, long size) {
    boolean sameFile =
        header(request, HeaderNames.IF_RANGE).map(known -> known.equals(tag)).orElse(true);
    return header(request, HeaderNames.RANGE)
        .filter(_ -> sameFile)
        .map(text -> parse(text, size))
        .orElseGet(Asked.Whole::new);
  }

  private static Optional<String> header(ServerRequest request, HeaderName name) {
    return request.headers().contains(name)
        ? Optional.of(request.headers().get(name).get().strip())
        : Optional.empty();
  }

  static Asked parse(String text, long size) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || text.equals("bytes=-")) {
      return new Asked.Whole();
    }
    Optional<Long> from = number(matcher.group(1));
    Optional<Long> to = number(matcher.group(2));
    if (from.isEmpty()) {
      long lastBytes = Math.min(size, to.orElseThrow());
      return lastBytes == 0
          ? new Asked.Beyond()
          : new Asked.Part(new ByteRange(size - lastBytes, size - 1));
    }
    long first = from.get();
    if (to.filter(last -> last < first).isPresent()) {
      return new Asked.Whole();
    }
    return first >= size
        ? new Asked.Beyond()
        : new Asked.Part(new ByteRange(first, Math.min(to.orElse(size - 1), size - 1)));
  }

  private static Optional<Long> number(String digits) {
    return digits.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(digits));
  }
}
