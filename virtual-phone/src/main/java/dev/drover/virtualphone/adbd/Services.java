package dev.drover.virtualphone.adbd;

import java.io.IOException;
import java.util.Optional;

/** The services that a client may open on this phone. */
interface Services {

  /** The service with this name; without one, the stream is refused. */
  Optional<Service> find(String destination);

  /** Serves one stream, on a thread of its own; the stream is closed when it returns. */
  interface Service {
    void serve(AdbStream stream, AdbConnection connection) throws IOException;
  }
}
