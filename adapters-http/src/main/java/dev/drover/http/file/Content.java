package dev.drover.http.file;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * A file to send. Browsers may store it and must ask before each use whether it has changed, so
 * that nobody sees a file of the version before after an upgrade.
 *
 * <p>The version comes from the bytes. A time of change would not do: the build is reproducible,
 * and gives the files of all versions the same time.
 *
 * @param mediaType as in the header {@code Content-Type}
 * @param version equal for equal bytes; goes into the header {@code ETag}
 */
public record Content(String mediaType, String version, Supplier<byte[]> bytes) {
  private static final HeaderName LENGTH = HeaderNames.CONTENT_LENGTH;

  /** A file whose bytes are in memory. */
  public static Content of(String mediaType, byte[] bytes) {
    return new Content(mediaType, fingerprint(bytes), () -> bytes);
  }

  /** Returns a short hash of the bytes, for use in a header. */
  public static String fingerprint(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** Answers a GET or HEAD: with the file, or with 304 if the client has it. */
  public void send(ServerRequest request, ServerResponse response) {
    response.header(HeaderNames.ETAG, tag()).header(HeaderNames.CACHE_CONTROL, "no-cache");
    if (isKnown(request)) {
      response.status(Status.NOT_MODIFIED_304).send();
      return;
    }
    response.header(HeaderNames.CONTENT_TYPE, mediaType);
    byte[] file = bytes.get();
    if (request.prologue().method().equals(Method.HEAD)) {
      response.header(LENGTH, Integer.toString(file.length)).send();
    } else {
      response.send(file);
    }
  }

  private String tag() {
    return "\"" + version + "\"";
  }

  private boolean isKnown(ServerRequest request) {
    return request.headers().contains(HeaderNames.IF_NONE_MATCH)
        && request.headers().get(HeaderNames.IF_NONE_MATCH).allValues().stream()
            .flatMap(value -> Arrays.stream(value.split(",")))
            .map(known -> known.strip().replaceFirst("^W/", ""))
            .anyMatch(known -> known.equals(tag()) || known.equals("*"));
  }
}
