package dev.drover.http.guard;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetSocketAddress;

/**
 * Decides which requests may leave out the {@code Content-Type} of a JSON body. A web page can send
 * a body without one to any server, so only a program on this machine may do so, where no key is
 * demanded: nothing in its request may come from a browser or a proxy.
 */
public final class UntypedJson {
  private final boolean keyDemanded;

  public UntypedJson(boolean keyDemanded) {
    this.keyDemanded = keyDemanded;
  }

  /** Notes in the request's context whether a body without a type is read as JSON. */
  public void note(ServerRequest request) {
    if (!keyDemanded
        && !request.headers().contains(HeaderNames.CONTENT_TYPE)
        && isFromThisMachine(request)
        && !hasTraceOfBrowser(request)) {
      RequestContext.of(request).takesUntypedJson();
    }
  }

  private static boolean isFromThisMachine(ServerRequest request) {
    return request.remotePeer().address() instanceof InetSocketAddress client
        && client.getAddress() != null
        && client.getAddress().isLoopbackAddress();
  }

  private static boolean hasTraceOfBrowser(ServerRequest request) {
    for (Header header : request.headers()) {
      if (TraceOfBrowser.isIn(header.name())) {
        return true;
      }
    }
    return false;
  }
}
