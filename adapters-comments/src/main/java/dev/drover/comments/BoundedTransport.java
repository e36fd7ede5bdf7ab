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
import java.net.URI;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Carries the calls to the endpoint, of which only the address is trusted: no redirect is followed
 * (a key is for one host), the whole call has a deadline, and an answer has a size limit. May be
 * used from any thread.
 */
final class BoundedTransport implements HttpClient {
  private static final long LONGEST_ANSWER = 256 * 1024;

  private final java.net.http.HttpClient client;
  private final Duration callTimeout;

  BoundedTransport(Duration connectTimeout, Duration callTimeout) {
    this.client =
        java.net.http.HttpClient.newBuilder()
            .connectTimeout(connectTimeout)
            .followRedirects(Redirect.NEVER)
            .build();
    this.callTimeout = callTimeout;
  }

  /** A whole answer, in memory. */
  private record Answer(int statusCode, Headers headers, InputStream body) implements HttpResponse {
    @Override
    public void close() {
      // Nothing is open any more.
    }
  }

  /**
   * Sends a request and reads all of the answer.
   *
   * @throws OpenAIIoException if none comes in time, or one that is too long
   */
  @Override
  public HttpResponse execute(HttpRequest request, RequestOptions options) {
    CompletableFuture<java.net.http.HttpResponse<byte[]>> call = send(request);
    try {
      return translated(call.get(callTimeout.toMillis(), TimeUnit.MILLISECONDS));
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
    return send(request).thenApply(BoundedTransport::translated);
  }

  private CompletableFuture<java.net.http.HttpResponse<byte[]>> send(HttpRequest request) {
    return client.sendAsync(
        translated(request), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
  }

  private static java.net.http.HttpRequest translated(HttpRequest request) {
    java.net.http.HttpRequest.Builder builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
    request
        .headers()
        .asMap()
        .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
    Optional<HttpRequestBody> body = Optional.ofNullable(request.body());
    body.flatMap(given -> Optional.ofNullable(given.contentType()))
        .ifPresent(type -> builder.setHeader("Content-Type", type));
    return builder
        .method(
            request.method().name(),
            body.map(given -> BodyPublishers.ofByteArray(bytes(given)))
                .orElseGet(BodyPublishers::noBody))
        .build();
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

  private static HttpResponse translated(java.net.http.HttpResponse<byte[]> response) {
    Headers.Builder headers = Headers.builder();
    response.headers().map().forEach(headers::put);
    return new Answer(
        response.statusCode(), headers.build(), new ByteArrayInputStream(response.body()));
  }

  /** It lasts as long as the generator: one client of the library's after another uses it. */
  @Override
  public void close() {
    // Its connections end by themselves when they are idle.
  }
}
