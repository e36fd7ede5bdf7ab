package dev.drover.http.json;

import dev.drover.domain.access.AccessScope;
import io.helidon.http.Method;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The table of routes: what each path answers to which method, in the order of registration. GET
 * needs the scope read and the other methods write, unless said otherwise.
 */
public final class Routes {
  private final Map<String, Map<Method, Route>> paths = new LinkedHashMap<>();

  /** How a request is answered. */
  public sealed interface Handler {
    /** With the envelope. */
    record Enveloped(Endpoint endpoint) implements Handler {}

    /** With something else, if the licence gives access to the API. */
    record Raw(RawEndpoint endpoint) implements Handler {}

    /** With something else, whatever key there is and whatever the licence says. */
    record Open(RawEndpoint endpoint) implements Handler {}
  }

  /**
   * One method of a path.
   *
   * @param anyBody whether its body may be something else than JSON: it reads it so, or, since it
   *     changes nothing, not at all
   */
  public record Route(Handler handler, AccessScope scope, boolean anyBody) {}

  public At at(String path) {
    return new At(paths.computeIfAbsent(path, _ -> new LinkedHashMap<>()));
  }

  public Map<String, Map<Method, Route>> paths() {
    return paths;
  }

  /** One path, and onwards to the next. */
  public final class At {
    private final Map<Method, Route> methods;

    private At(Map<Method, Route> methods) {
      this.methods = methods;
    }

    public At get(Endpoint endpoint) {
      return on(Method.GET, new Handler.Enveloped(endpoint), AccessScope.READ);
    }

    public At post(Endpoint endpoint) {
      return on(Method.POST, new Handler.Enveloped(endpoint), AccessScope.WRITE);
    }

    public At put(Endpoint endpoint) {
      return on(Method.PUT, new Handler.Enveloped(endpoint), AccessScope.WRITE);
    }

    public At patch(Endpoint endpoint) {
      return on(Method.PATCH, new Handler.Enveloped(endpoint), AccessScope.WRITE);
    }

    public At delete(Endpoint endpoint) {
      return on(Method.DELETE, new Handler.Enveloped(endpoint), AccessScope.WRITE);
    }

    /** POST of a table. */
    public At postTable(Endpoint endpoint) {
      return with(Method.POST, new Route(new Handler.Enveloped(endpoint), AccessScope.WRITE, true));
    }

    /** PUT of a file as it is, of whatever type the client says. */
    public At putFile(Endpoint endpoint) {
      return with(Method.PUT, new Route(new Handler.Enveloped(endpoint), AccessScope.WRITE, true));
    }

    /** POST that changes how the server works. */
    public At adminPost(Endpoint endpoint) {
      return on(Method.POST, new Handler.Enveloped(endpoint), AccessScope.ADMIN);
    }

    public At adminPut(Endpoint endpoint) {
      return on(Method.PUT, new Handler.Enveloped(endpoint), AccessScope.ADMIN);
    }

    public At adminDelete(Endpoint endpoint) {
      return on(Method.DELETE, new Handler.Enveloped(endpoint), AccessScope.ADMIN);
    }

    /** GET that answers a file, a picture, a stream. */
    public At getRaw(RawEndpoint endpoint) {
      return on(Method.GET, new Handler.Raw(endpoint), AccessScope.READ);
    }

    /** GET that answers even without a key, and without access to the API. */
    public At getOpen(RawEndpoint endpoint) {
      return on(Method.GET, new Handler.Open(endpoint), AccessScope.READ);
    }

    public At at(String path) {
      return Routes.this.at(path);
    }

    private At on(Method method, Handler handler, AccessScope scope) {
      return with(method, new Route(handler, scope, method.equals(Method.GET)));
    }

    private At with(Method method, Route route) {
      methods.put(method, route);
      return this;
    }
  }
}
