package dev.drover.http.json;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/**
 * Answers one kind of request that has query parameters, as {@link RawEndpoint} does.
 *
 * @param <Q> what the route read of the query
 */
@FunctionalInterface
public interface RawQueryEndpoint<Q> {
  void answer(ServerRequest request, ServerResponse response, Q query) throws InterruptedException;
}
