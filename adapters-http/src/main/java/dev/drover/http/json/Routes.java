package dev.drover.http.json;

import dev.drover.domain.access.AccessScope;
import io.helidon.http.Method;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The list of routes, by path and method, in the order of registration. GET needs the scope read
 * and other methods the scope write, unless the method of {@link Path} says otherwise.
 */
public final class Routes {
  private final Map<String, Map<Method, Route>> paths = new LinkedHashMap<>();

  /** How a request is answered. */
  public sealed interface Handler {
    /** With the envelope. */
    record Enveloped(Endpoint endpoint) implements Handler {}

    /** With something else than the envelope. Key and licence are checked as well. */
    record Raw(RawEndpoint endpoint) implements Handler {}

    /** With something else than the envelope, without a check of key and licence. */
    record Open(RawEndpoint endpoint) implements Handler {}
  }

  /**
   * One method of a path.
   *
   * @param anyBody whether a body of another type than JSON is allowed
   */
  public record Route(Handler handler, AccessScope scope, boolean anyBody) {}

  public Path at(String path) {
    return new Path(paths.computeIfAbsent(path, _ -> new LinkedHashMap<>()));
  }

  public Map<String, Map<Method, Route>> paths() {
    return paths;
  }

  /** Registers the methods of one path. */
  public final class Path {
    private final Map<Method, Route> methods;

    private Path(Map<Method, Route> methods) {
      this.methods = methods;
    }

    public Path get(Endpoint endpoint) {
      return on(Method.GET, new Handler.Enveloped(endpoint), AccessScope.READ);
    }

    public Path post(Endpoint endpoint) {
      return on(Method.POST, new Handler.Enveloped(endpoint), AccessScope.WRITE);
    }

    public Path put(Endpoint endpoint) {
      return on(Method.PUT, new Handler.Enveloped(endpoint), AccessScope.WRITE);
    }

    public Path patch(Endpoint endpoint) {
      return on(Method.PATCH, new Handler.Enveloped(endpoint), AccessScope.WRITE);
    }

    public Path delete(Endpoint endpoint) {
      return on(Method.DELETE, new Handler.Enveloped(endpoint), AccessScope.WRITE);
    }

    /** POST of a CSV file. */
    public Path postTable(Endpoint endpoint) {
      return with(Method.POST, new Route(new Handler.Enveloped(endpoint), AccessScope.WRITE, true));
    }

    /** PUT of a file, with any media type. */
    public Path putFile(Endpoint endpoint) {
      return with(Method.PUT, new Route(new Handler.Enveloped(endpoint), AccessScope.WRITE, true));
    }

    /** POST that needs the scope admin. */
    public Path adminPost(Endpoint endpoint) {
      return on(Method.POST, new Handler.Enveloped(endpoint), AccessScope.ADMIN);
    }

    public Path adminPut(Endpoint endpoint) {
      return on(Method.PUT, new Handler.Enveloped(endpoint), AccessScope.ADMIN);
    }

    public Path adminDelete(Endpoint endpoint) {
      return on(Method.DELETE, new Handler.Enveloped(endpoint), AccessScope.ADMIN);
    }

    /** GET of a file, a picture or a stream. */
    public Path getRaw(RawEndpoint endpoint) {
      return on(Method.GET, new Handler.Raw(endpoint), AccessScope.READ);
    }

    /** GET that needs neither a key nor a licence. */
    public Path getOpen(RawEndpoint endpoint) {
      return on(Method.GET, new Handler.Open(endpoint), AccessScope.READ);
    }

    public Path at(String path) {
      return Routes.this.at(path);
    }

    private Path on(Method method, Handler handler, AccessScope scope) {
      return with(method, new Route(handler, scope, method.equals(Method.GET)));
    }

    private Path with(Method method, Route route) {
      methods.put(method, route);
      return this;
    }
  }
}
