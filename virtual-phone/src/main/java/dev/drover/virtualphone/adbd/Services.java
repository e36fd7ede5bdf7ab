package dev.drover.virtualphone.adbd;

import java.io.IOException;
import java.util.Optional;

/** The services that a client may open on this phone. */
interface Services {

  /** Returns the service with this name; if there is none, the stream is refused. */
  Optional<Service> find(String destination);

  /** Serves one stream, on a thread of its own; the stream is closed when it returns. */
  interface Service {
    void serve(AdbStream stream, AdbConnection connection) throws IOException;
  }
}
