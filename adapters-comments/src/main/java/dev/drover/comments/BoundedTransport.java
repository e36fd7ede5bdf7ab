package dev.drover.comments;

import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import com.openai.core.http.HttpResponse;
import com.openai.errors.OpenAIIoException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.bootstrap.HttpRequester;
import org.apache.hc.core5.http.impl.bootstrap.RequesterBootstrap;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends requests to an endpoint that a client has named and that is not trusted. The host name is
 * resolved once and the connection goes to an address that was checked, so that a second DNS answer
 * changes nothing; TLS verifies the name. It follows no redirect and uses no proxy. A call has a
 * deadline, and an answer has a size limit. Thread-safe.
 */
final class BoundedTransport implements HttpClient {
  private static final int LONGEST_ANSWER = 256 * 1024;
  private static final int LONGEST_HEADER = 16 * 1024;
  private static final int MOST_HEADERS = 100;

  /** More than all phones could need at one time. */
  private static final int MOST_CALLS = 1_000;

  private final HttpRequester requester;
  private final NameService names;
  private final Predicate<InetAddress> callable;
  private final Duration connectTimeout;
  private final Duration callTimeout;

  /** Resolves host names. */
  @FunctionalInterface
  interface NameService {
    List<InetAddress> addresses(String host) throws UnknownHostException;

    /** The resolver of the machine. */
    static NameService system() {
      return host -> List.of(InetAddress.getAllByName(host));
    }
  }

  /**
   * @param callable tells which addresses may be called
   * @param certificates the trusted certificates
   */
  BoundedTransport(
      Duration connectTimeout,
      Duration callTimeout,
      NameService names,
      Predicate<InetAddress> callable,
      SSLSocketFactory certificates) {
    this.connectTimeout = connectTimeout;
    this.callTimeout = callTimeout;
    this.names = names;
    this.callable = callable;
    this.requester =
        RequesterBootstrap.bootstrap()
            .setSslSocketFactory(certificates)
            .setSslSetupHandler(tls -> tls.setEndpointIdentificationAlgorithm("HTTPS"))
            .setConnectionReuseStrategy((request, response, context) -> false)
            .setHttp1Config(
                Http1Config.custom()
                    .setMaxLineLength(LONGEST_HEADER)
                    .setMaxHeaderCount(MOST_HEADERS)
                    .build())
            // Longer than the whole call, so that a late answer always gets the same message.
            .setSocketConfig(
                SocketConfig.custom().setSoTimeout(Timeout.of(callTimeout.plusSeconds(1))).build())
            .setDefaultMaxPerRoute(MOST_CALLS)
            .setMaxTotal(MOST_CALLS)
            .create();
  }

  /** A whole answer, in memory. */
  private record Answer(int statusCode, Headers headers, InputStream body) implements HttpResponse {
    @Override
    public void close() {
      // The answer is already in memory, so there is nothing to close.
    }
  }

  /**
   * Sends a request and reads the whole answer.
   *
   * @throws OpenAIIoException if no answer comes in time, the answer is too long, or the endpoint's
   *     address may not be called
   */
  @Override
  public HttpResponse execute(HttpRequest request, RequestOptions options) {
    FutureTask<HttpResponse> call = new FutureTask<>(() -> exchange(request));
    // A virtual thread, so that an interrupt closes the socket it waits on.
    Thread.ofVirtual().name("comment-endpoint").start(call);
    try {
      return call.get(callTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new OpenAIIoException("no answer within " + callTimeout.toSeconds() + " s", late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new OpenAIIoException("interrupted while waiting for the answer", interrupted);
    } catch (ExecutionException failed) {
      throw new OpenAIIoException(reason(failed), failed.getCause());
    } finally {
      call.cancel(true);
    }
  }

  private static String reason(ExecutionException failed) {
    return Optional.ofNullable(failed.getCause())
        .map(
            cause ->
                Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName()))
        .orElse("the call failed");
  }

  @Override
  public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
    return CompletableFuture.supplyAsync(
        () -> execute(request, options), Thread::startVirtualThread);
  }

  private HttpResponse exchange(HttpRequest request) throws IOException, HttpException {
    URI url = URI.create(request.url());
    String host = url.getHost().replaceAll("[\\[\\]]", "");
    List<InetAddress> addresses = checked(host);
    IOException unreached = new UnknownHostException(host + " has no address");
    for (InetAddress address : addresses) {
      try {
        return requester.execute(
            new HttpHost(url.getScheme(), address, host, url.getPort()),
            translated(request, url),
            Timeout.of(connectTimeout),
            HttpCoreContext.create(),
            BoundedTransport::read);
      } catch (ConnectException | NoRouteToHostException notThisOne) {
        unreached = notThisOne;
      }
    }
    throw unreached;
  }

  /** Returns the addresses of a host; refuses the host if any of them may not be called. */
  private List<InetAddress> checked(String host) throws IOException {
    List<InetAddress> addresses;
    try {
      addresses = names.addresses(host);
    } catch (UnknownHostException unknown) {
      throw new IOException(host + " is not known", unknown);
    }
    if (!addresses.stream().allMatch(callable)) {
      throw new IOException(
          host
              + " is not on the public internet; only the server's setting comments.allowed-base-urls"
              + " can allow it");
    }
    return addresses;
  }

  private static ClassicHttpRequest translated(HttpRequest request, URI url) {
    ClassicRequestBuilder builder =
        ClassicRequestBuilder.create(request.method().name()).setUri(url);
    request
        .headers()
        .asMap()
        .forEach((name, values) -> values.forEach(value -> builder.addHeader(name, value)));
    Optional.ofNullable(request.body())
        .ifPresent(
            body ->
                builder.setEntity(
                    new ByteArrayEntity(
                        bytes(body),
                        Optional.ofNullable(body.contentType())
                            .map(ContentType::parse)
                            .orElse(ContentType.APPLICATION_JSON))));
    return builder.build();
  }

  private static byte[] bytes(HttpRequestBody body) {
    try (body;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      body.writeTo(bytes);
      return bytes.toByteArray();
    } catch (IOException impossible) {
      throw new OpenAIIoException("the request could not be written", impossible);
    }
  }

  private static HttpResponse read(ClassicHttpResponse response) throws IOException {
    Headers.Builder headers = Headers.builder();
    response
        .headerIterator()
        .forEachRemaining(each -> headers.put(each.getName(), each.getValue()));
    byte[] body = new byte[0];
    if (response.getEntity() != null) {
      try (InputStream content = response.getEntity().getContent()) {
        body = content.readNBytes(LONGEST_ANSWER + 1);
        if (body.length > LONGEST_ANSWER) {
          throw new IOException("the answer is longer than " + LONGEST_ANSWER + " bytes");
        }
      }
    }
    return new Answer(response.getCode(), headers.build(), new ByteArrayInputStream(body));
  }

  /** Does nothing: the transport outlives the library's clients, which would close it. */
  @Override
  public void close() {
    // Connections end with their call.
  }
}
