package dev.drover.http;

import io.helidon.http.Method;
import java.util.LinkedHashMap;
import java.util.Map;

/** The table of routes: what each path answers to which method, in the order of registration. */
final class Routes {
  private final Map<String, Map<Method, Handler>> paths = new LinkedHashMap<>();

  /** How a request is answered. */
  sealed interface Handler {
    /** With the envelope. */
    record Enveloped(Endpoint endpoint) implements Handler {}

    /** With something else, if the licence gives access to the API. */
    record Raw(RawEndpoint endpoint) implements Handler {}

    /** With something else, whatever the licence says. */
    record Open(RawEndpoint endpoint) implements Handler {}
  }

  At at(String path) {
    return new At(paths.computeIfAbsent(path, _ -> new LinkedHashMap<>()));
  }

  Map<String, Map<Method, Handler>> paths() {
    return paths;
  }

  /** One path, and onwards to the next. */
  final class At {
    private final Map<Method, Handler> methods;

    private At(Map<Method, Handler> methods) {
      this.methods = methods;
    }

    At get(Endpoint endpoint) {
      return on(Method.GET, new Handler.Enveloped(endpoint));
    }

    At post(Endpoint endpoint) {
      return on(Method.POST, new Handler.Enveloped(endpoint));
    }

    At put(Endpoint endpoint) {
      return on(Method.PUT, new Handler.Enveloped(endpoint));
    }

    At patch(Endpoint endpoint) {
      return on(Method.PATCH, new Handler.Enveloped(endpoint));
    }

    At delete(Endpoint endpoint) {
      return on(Method.DELETE, new Handler.Enveloped(endpoint));
    }

    /** GET that answers a file, a picture, a stream. */
    At getRaw(RawEndpoint endpoint) {
      return on(Method.GET, new Handler.Raw(endpoint));
    }

    /** GET that answers even without access to the API. */
    At getOpen(RawEndpoint endpoint) {
      return on(Method.GET, new Handler.Open(endpoint));
    }

    At at(String path) {
      return Routes.this.at(path);
    }

    private At on(Method method, Handler handler) {
      methods.put(method, handler);
      return this;
    }
  }
}
