package dev.drover.http.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.application.port.storage.IdempotencyKey;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The header {@code Idempotency-Key}. */
public final class IdempotencyHeader {
  private static final String NAME = "Idempotency-Key";
  private static final HeaderName HEADER = HeaderNames.create(NAME);

  private IdempotencyHeader() {}

  /**
   * @param body of the request: another body under the same key is another request
   * @throws ApiError if it can't be used
   */
  public static Optional<IdempotencyKey> read(ServerRequest request, JsonNode body) {
    if (!request.headers().contains(HEADER)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new IdempotencyKey(request.headers().get(HEADER).get(), sha256(body)));
    } catch (IllegalArgumentException refused) {
      throw ApiError.invalid(NAME, Optional.ofNullable(refused.getMessage()).orElse(""));
    }
  }

  private static String sha256(JsonNode body) {
    try {
      byte[] text = body.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
