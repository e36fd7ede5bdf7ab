package dev.drover.http.guard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import dev.drover.http.json.Json;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads the body of a request. */
public final class RequestBody {
  /** The largest body, in bytes: 10 MiB hold ten thousand targets many times over. */
  static final int LARGEST = 10 * 1024 * 1024;

  /** The most bytes of a refused body that are read. */
  public static final int MOST_DISCARDED = 64 * 1024 * 1024;

  private static final String MUST_BE_JSON =
      "the body must be JSON, sent with the header Content-Type: application/json";

  /** Two tokens. Only the media type tells JSON from what a form of a web page can send. */
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9!#$&^_.+-]{1,100}+/[a-z0-9!#$&^_.+-]{1,100}+");

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private RequestBody() {}

  /**
   * @throws ApiError if there is none, it is too large, of another type, or not JSON
   */
  public static JsonNode json(ServerRequest request) {
    return Json.read(bytes(request, "a JSON object", RequestBody::isSentAsJson, MUST_BE_JSON));
  }

  /**
   * Reads the text of a CSV file, without its byte order mark.
   *
   * @throws ApiError if there is none, it is too large, of another type, or not UTF-8
   */
  public static String csv(ServerRequest request) {
    byte[] bytes =
        bytes(
            request,
            "a CSV file",
            sent -> SentType.of(sent).filter(SentType::isCsv).isPresent(),
            "the body must be CSV in UTF-8, sent with the header Content-Type: text/csv");
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException other) {
      throw new ApiError(
          ErrorCode.INVALID_PARAMETER,
          "the body is not UTF-8; save the file as \"CSV UTF-8\" and send it again");
    }
  }

  /**
   * Refuses what a form of another site's page could send, even where the route uses no body.
   *
   * @throws ApiError 41501 if there is a body whose Content-Type is not JSON, or is missing where
   *     {@link UntypedJson} demands one
   */
  public static void refuseOtherThanJson(ServerRequest request) {
    if (request.content().hasEntity() && !isSentAsJson(request)) {
      discard(request);
      throw new ApiError(ErrorCode.UNSUPPORTED_MEDIA_TYPE, MUST_BE_JSON);
    }
  }

  /** Says so by its media type, or {@link UntypedJson} spares it one. */
  private static boolean isSentAsJson(ServerRequest request) {
    return SentType.of(request).filter(SentType::isJson).isPresent()
        || RequestContext.of(request).untypedJson();
  }

  /**
   * The media type of a body, as its sender names it.
   *
   * @param name such as {@code application/json}, in lower case
   * @param charset where one is named
   */
  private record SentType(String name, Optional<String> charset) {
    private static final String CHARSET = "charset=";

    /** Empty where there is none, more than one, or nothing that could be one. */
    static Optional<SentType> of(ServerRequest request) {
      if (!request.headers().contains(HeaderNames.CONTENT_TYPE)) {
        return Optional.empty();
      }
      List<String> types = request.headers().get(HeaderNames.CONTENT_TYPE).allValues();
      if (types.size() != 1) {
        return Optional.empty();
      }
      List<String> parts =
          Arrays.stream(types.getFirst().split(";"))
              .map(part -> part.strip().toLowerCase(Locale.ROOT))
              .toList();
      return parts.stream()
          .findFirst()
          .filter(name -> NAME.matcher(name).matches())
          .map(
              name ->
                  new SentType(
                      name,
                      parts.stream()
                          .filter(part -> part.startsWith(CHARSET))
                          .map(part -> part.substring(CHARSET.length()).replace("\"", ""))
                          .findFirst()));
    }

    boolean isJson() {
      return name.equals("application/json")
          || (name.startsWith("application/") && name.endsWith("+json"));
    }

    boolean isCsv() {
      return name.equals("text/csv") && charset.orElse("utf-8").equals("utf-8");
    }
  }

  private static byte[] bytes(
      ServerRequest request, String wanted, Predicate<ServerRequest> accepted, String otherType) {
    if (!request.content().hasEntity()) {
      throw empty(wanted);
    }
    if (request.headers().contentLength().orElse(0) > LARGEST) {
      discard(request);
      throw tooLarge();
    }
    if (!accepted.test(request)) {
      throw new ApiError(ErrorCode.UNSUPPORTED_MEDIA_TYPE, otherType);
    }
    BodyMemory.Share memory = BodyMemory.of(request);
    try (InputStream body = request.content().inputStream()) {
      byte[] bytes = upToTooLarge(body, memory);
      if (bytes.length > LARGEST) {
        memory.close();
        body.skip(MOST_DISCARDED);
        throw tooLarge();
      }
      if (bytes.length == 0) {
        throw empty(wanted);
      }
      return bytes;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** The whole body, or more than {@link #LARGEST} bytes of it. */
  private static byte[] upToTooLarge(InputStream body, BodyMemory.Share memory) throws IOException {
    byte[] bytes = new byte[BodyMemory.FREE];
    int length = 0;
    int count = body.read(bytes);
    while (count >= 0) {
      length += count;
      if (length > LARGEST) {
        return bytes;
      }
      if (length == bytes.length) {
        int larger = Math.min(2 * length, LARGEST + 1);
        memory.need(larger);
        bytes = Arrays.copyOf(bytes, larger);
      }
      count = body.read(bytes, length, bytes.length - length);
    }
    return Arrays.copyOf(bytes, length);
  }

  private static ApiError empty(String wanted) {
    return new ApiError(ErrorCode.INVALID_PARAMETER, "the body is empty; send " + wanted);
  }

  /**
   * Reads a body that is refused: most clients send all of it before they read the answer, and
   * would see a broken connection instead. A client that sent {@code Expect} is answered at once.
   */
  public static void discard(ServerRequest request) {
    boolean asksFirst = request.headers().contains(HeaderNames.EXPECT);
    if (asksFirst || request.headers().contentLength().orElse(0) > MOST_DISCARDED) {
      return;
    }
    try (InputStream body = request.content().inputStream()) {
      body.transferTo(OutputStream.nullOutputStream());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static ApiError tooLarge() {
    return new ApiError(
        ErrorCode.TOO_LARGE,
        "the body is larger than " + LARGEST / (1024 * 1024) + " MiB; split the request");
  }
}
