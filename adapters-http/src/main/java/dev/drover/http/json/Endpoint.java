package dev.drover.http.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webserver.http.ServerRequest;

/**
 * Answers one kind of request with the envelope's data, or throws what {@link ErrorMapping} knows.
 */
@FunctionalInterface
public interface Endpoint {
  JsonNode answer(ServerRequest request) throws InterruptedException;
}
