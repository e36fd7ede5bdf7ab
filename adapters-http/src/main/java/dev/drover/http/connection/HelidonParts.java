package dev.drover.http.connection;

import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.MediaContext;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;

/**
 * What Helidon asks of a listener and that needs nothing of this server, so that it can be built
 * while the database is opened.
 */
public record HelidonParts(
    ListenerConfig config,
    MediaContext media,
    ContentEncodingContext encodings,
    DirectHandlers handlers) {

  /** Builds the parts; the first time in a process this takes a tenth of a start. */
  public static HelidonParts with(DirectHandlers handlers) {
    return new HelidonParts(
        WebServerConfig.builder().shutdownHook(false).buildPrototype(),
        MediaContext.builder().mediaSupportsDiscoverServices(false).build(),
        ContentEncodingContext.create(),
        handlers);
  }
}
