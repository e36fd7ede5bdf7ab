package dev.drover.http;

import io.helidon.http.Method;
import java.util.LinkedHashMap;
import java.util.Map;

/** The table of routes: what each path answers to which method, in the order of registration. */
final class Routes {
  private final Map<String, Map<Method, Endpoint>> paths = new LinkedHashMap<>();

  At at(String path) {
    return new At(paths.computeIfAbsent(path, _ -> new LinkedHashMap<>()));
  }

  Map<String, Map<Method, Endpoint>> paths() {
    return paths;
  }

  /** One path, and onwards to the next. */
  final class At {
    private final Map<Method, Endpoint> methods;

    private At(Map<Method, Endpoint> methods) {
      this.methods = methods;
    }

    At get(Endpoint endpoint) {
      return on(Method.GET, endpoint);
    }

    At post(Endpoint endpoint) {
      return on(Method.POST, endpoint);
    }

    At delete(Endpoint endpoint) {
      return on(Method.DELETE, endpoint);
    }

    At at(String path) {
      return Routes.this.at(path);
    }

    private At on(Method method, Endpoint endpoint) {
      methods.put(method, endpoint);
      return this;
    }
  }
}
