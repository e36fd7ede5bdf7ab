package dev.drover.http.json;

import dev.drover.domain.access.AccessScope;
import dev.drover.http.json.QueryParameters.Blank;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The list of routes, by path and method, in the order of registration. GET needs the scope read
 * and other methods the scope write, unless the method of {@link Path} says otherwise.
 *
 * <p>A route reads its query parameters before anything else, by a function of its own. What that
 * does not read is unknown: it is refused, or on {@linkplain Path#compatible compatible} routes
 * ignored with a warning.
 */
public final class Routes {
  private final Map<String, Map<Method, Route>> paths = new LinkedHashMap<>();

  /** How a request is answered. */
  public sealed interface Handler {
    /** With the envelope. */
    record Enveloped(AnswerEndpoint endpoint) implements Handler {}

    /** With something else than the envelope. Key and licence are checked as well. */
    record Raw(RawEndpoint endpoint) implements Handler {}

    /**
     * By going on in another protocol than HTTP. Key and licence are checked as well, and that the
     * request comes from the server's own page.
     */
    record Switched(RawEndpoint endpoint) implements Handler {}

    /** With something else than the envelope, without a check of key and licence. */
    record Open(RawEndpoint endpoint) implements Handler {}
  }

  /** Answers a request, with what its query gives reason to warn of. */
  @FunctionalInterface
  public interface AnswerEndpoint {
    Answer answer(ServerRequest request) throws InterruptedException;
  }

  /**
   * One method of a path.
   *
   * @param anyBody whether a body of another type than JSON is allowed
   * @param credential what a request may prove itself by in the place of an API key
   * @param audited whether the audit log has requests that succeed
   */
  public record Route(
      Handler handler,
      AccessScope scope,
      boolean anyBody,
      Optional<Predicate<ServerRequest>> credential,
      boolean audited) {}

  public Path at(String path) {
    return new Path(
        paths.computeIfAbsent(path, _ -> new LinkedHashMap<>()), false, Optional.empty(), true);
  }

  public Map<String, Map<Method, Route>> paths() {
    return paths;
  }

  /** Registers the methods of one path. */
  public final class Path {
    private final Map<Method, Route> methods;
    private final boolean compatible;
    private final Optional<Predicate<ServerRequest>> credential;
    private final boolean audited;

    private Path(
        Map<Method, Route> methods,
        boolean compatible,
        Optional<Predicate<ServerRequest>> credential,
        boolean audited) {
      this.methods = methods;
      this.compatible = compatible;
      this.credential = credential;
      this.audited = audited;
    }

    /**
     * Returns this path for methods of the TikMatrix local API. Its clients may send query
     * parameters that Drover does not have, so unknown ones are warnings.
     */
    public Path compatible() {
      return new Path(methods, true, credential, audited);
    }

    /** Returns this path for methods of Drover's own, which refuse unknown query parameters. */
    public Path own() {
      return new Path(methods, false, credential, audited);
    }

    /** Returns this path for methods that need no key of a request that proves itself. */
    public Path orBy(Predicate<ServerRequest> proof) {
      return new Path(methods, compatible, Optional.of(proof), audited);
    }

    /** Returns this path for methods that are called many times a minute in normal use. */
    public Path routine() {
      return new Path(methods, compatible, credential, false);
    }

    public Path get(Endpoint endpoint) {
      return on(Method.GET, endpoint, AccessScope.READ);
    }

    public <Q> Path get(Function<QueryParameters, Q> query, QueryEndpoint<Q> endpoint) {
      return on(Method.GET, query, endpoint, AccessScope.READ);
    }

    public Path post(Endpoint endpoint) {
      return on(Method.POST, endpoint, AccessScope.WRITE);
    }

    public <Q> Path post(Function<QueryParameters, Q> query, QueryEndpoint<Q> endpoint) {
      return on(Method.POST, query, endpoint, AccessScope.WRITE);
    }

    public Path put(Endpoint endpoint) {
      return on(Method.PUT, endpoint, AccessScope.WRITE);
    }

    public Path patch(Endpoint endpoint) {
      return on(Method.PATCH, endpoint, AccessScope.WRITE);
    }

    public Path delete(Endpoint endpoint) {
      return on(Method.DELETE, endpoint, AccessScope.WRITE);
    }

    public <Q> Path delete(Function<QueryParameters, Q> query, QueryEndpoint<Q> endpoint) {
      return on(Method.DELETE, query, endpoint, AccessScope.WRITE);
    }

    /** POST of a CSV file. */
    public <Q> Path postTable(Function<QueryParameters, Q> query, QueryEndpoint<Q> endpoint) {
      return withAnyBody(Method.POST, query, endpoint);
    }

    /** PUT of a file, with any media type. */
    public <Q> Path putFile(Function<QueryParameters, Q> query, QueryEndpoint<Q> endpoint) {
      return withAnyBody(Method.PUT, query, endpoint);
    }

    /** POST of a question that does not fit into a query; it changes nothing. */
    public Path readingPost(Endpoint endpoint) {
      return on(Method.POST, endpoint, AccessScope.READ);
    }

    /** POST that needs the scope admin. */
    public Path adminPost(Endpoint endpoint) {
      return on(Method.POST, endpoint, AccessScope.ADMIN);
    }

    public Path adminPut(Endpoint endpoint) {
      return on(Method.PUT, endpoint, AccessScope.ADMIN);
    }

    public Path adminDelete(Endpoint endpoint) {
      return on(Method.DELETE, endpoint, AccessScope.ADMIN);
    }

    /** GET of a file, a picture or a stream. */
    public Path getRaw(RawEndpoint endpoint) {
      return raw(new Handler.Raw(reading(_ -> true, ignoringQuery(endpoint))));
    }

    /** GET of a file, a picture or a stream, with a query. */
    public <Q> Path getRaw(Function<QueryParameters, Q> query, RawQueryEndpoint<Q> endpoint) {
      return raw(
          new Handler.Raw(
              compatible ? reading(query, endpoint, _ -> {}) : reading(query, endpoint)));
    }

    /** GET that goes on in another protocol. */
    public Path getSwitched(RawEndpoint endpoint) {
      return raw(new Handler.Switched(reading(_ -> true, ignoringQuery(endpoint))));
    }

    /** GET that needs neither a key nor a licence. */
    public Path getOpen(RawEndpoint endpoint) {
      return raw(new Handler.Open(reading(_ -> true, ignoringQuery(endpoint))));
    }

    /** GET with a query that needs neither a key nor a licence. */
    public <Q> Path getOpen(Function<QueryParameters, Q> query, RawQueryEndpoint<Q> endpoint) {
      return raw(new Handler.Open(reading(query, endpoint)));
    }

    /** POST that needs neither a key nor a licence, and sends its answer itself. */
    public Path postOpen(RawEndpoint endpoint) {
      return open(Method.POST, endpoint);
    }

    /** DELETE that needs neither a key nor a licence, and sends its answer itself. */
    public Path deleteOpen(RawEndpoint endpoint) {
      return open(Method.DELETE, endpoint);
    }

    private Path open(Method method, RawEndpoint endpoint) {
      Handler handler = new Handler.Open(reading(_ -> true, ignoringQuery(endpoint)));
      return with(method, new Route(handler, AccessScope.READ, true, credential, audited));
    }

    public Path at(String path) {
      return Routes.this.at(path);
    }

    private Path on(Method method, Endpoint endpoint, AccessScope scope) {
      return on(method, _ -> true, (request, _) -> endpoint.answer(request), scope);
    }

    private <Q> Path on(
        Method method,
        Function<QueryParameters, Q> query,
        QueryEndpoint<Q> endpoint,
        AccessScope scope) {
      Handler handler = new Handler.Enveloped(answering(method, query, endpoint));
      return with(
          method, new Route(handler, scope, method.equals(Method.GET), credential, audited));
    }

    private <Q> Path withAnyBody(
        Method method, Function<QueryParameters, Q> query, QueryEndpoint<Q> endpoint) {
      Handler handler = new Handler.Enveloped(answering(method, query, endpoint));
      return with(method, new Route(handler, AccessScope.WRITE, true, credential, audited));
    }

    private Path raw(Handler handler) {
      return with(Method.GET, new Route(handler, AccessScope.READ, true, credential, audited));
    }

    private Path with(Method method, Route route) {
      methods.put(method, route);
      return this;
    }

    private <Q> AnswerEndpoint answering(
        Method method, Function<QueryParameters, Q> reader, QueryEndpoint<Q> endpoint) {
      return request -> {
        QueryParameters query = new QueryParameters(request.query(), blank(method));
        Q read = reader.apply(query);
        if (!compatible) {
          query.refuseUnknown();
        }
        query.refuseIfInvalid();
        List<String> warnings = compatible ? query.warningsOfUnknown() : List.of();
        return new Answer(endpoint.answer(request, read), warnings);
      };
    }
  }

  /** An empty selector must not make a call change more than was meant. */
  private static Blank blank(Method method) {
    return method.equals(Method.POST) || method.equals(Method.DELETE)
        ? Blank.REFUSED
        : Blank.ABSENT;
  }

  private static <Q> RawEndpoint reading(
      Function<QueryParameters, Q> reader, RawQueryEndpoint<Q> endpoint) {
    return reading(reader, endpoint, QueryParameters::refuseUnknown);
  }

  /**
   * @param unknown what is done about parameters that are not known
   */
  private static <Q> RawEndpoint reading(
      Function<QueryParameters, Q> reader,
      RawQueryEndpoint<Q> endpoint,
      Consumer<QueryParameters> unknown) {
    return (request, response) -> {
      QueryParameters query = new QueryParameters(request.query(), Blank.ABSENT);
      Q read = reader.apply(query);
      unknown.accept(query);
      query.refuseIfInvalid();
      endpoint.answer(request, response, read);
    };
  }

  private static RawQueryEndpoint<Boolean> ignoringQuery(RawEndpoint endpoint) {
    return (request, response, _) -> endpoint.answer(request, response);
  }
}
