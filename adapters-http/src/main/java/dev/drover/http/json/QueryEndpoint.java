package dev.drover.http.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webserver.http.ServerRequest;

/**
 * Answers one kind of request that has query parameters, as {@link Endpoint} does.
 *
 * @param <Q> what the route read of the query
 */
@FunctionalInterface
public interface QueryEndpoint<Q> {
  JsonNode answer(ServerRequest request, Q query) throws InterruptedException;
}
