package dev.drover.http.testing;

import dev.drover.http.testing.OpenApiContract.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Flow;

/**
 * Sends requests as any client does, and fails the test when an answer is not one that the OpenAPI
 * document describes.
 */
public final class CheckedClient {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private CheckedClient() {}

  public static HttpResponse<byte[]> send(HttpRequest request)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> response = CLIENT.send(request, BodyHandlers.ofByteArray());
    Exchange exchange = Exchange.of(response);
    OpenApiContract.served().check(exchange);
    if (response.statusCode() == 200) {
      OpenApiContract.served().checkAccepted(exchange, json(request));
    }
    return response;
  }

  public static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static Optional<String> json(HttpRequest request) {
    return request.headers().firstValue("Content-Type").orElse("").startsWith("application/json")
        ? request
            .bodyPublisher()
            .filter(publisher -> publisher.contentLength() > 0)
            .map(CheckedClient::text)
        : Optional.empty();
  }

  /** Publishers of text hand it out as often as they are asked, and at once. */
  private static String text(BodyPublisher publisher) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    publisher.subscribe(
        new Flow.Subscriber<>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
          }

          @Override
          public void onNext(ByteBuffer part) {
            byte[] next = new byte[part.remaining()];
            part.get(next);
            bytes.writeBytes(next);
          }

          @Override
          public void onError(Throwable failed) {
            throw new IllegalStateException(failed);
          }

          @Override
          public void onComplete() {
            // All of it is there.
          }
        });
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
