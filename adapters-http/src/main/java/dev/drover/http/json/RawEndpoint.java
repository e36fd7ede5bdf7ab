package dev.drover.http.json;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/**
 * Answers one kind of request with something else than the envelope: a file, a picture, a stream.
 * What it throws before it has begun to send becomes the envelope of an error, as with {@link
 * Endpoint}.
 */
@FunctionalInterface
public interface RawEndpoint {
  void answer(ServerRequest request, ServerResponse response) throws InterruptedException;
}
