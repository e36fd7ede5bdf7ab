package dev.drover.http.guard;

import dev.drover.domain.access.ApiKey;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Limits the requests of each client. Each address and each key has a token bucket that refills at
 * a steady rate. Safe for use by any thread.
 */
public final class RequestRate {
  private static final HeaderName LIMIT = HeaderNames.create("RateLimit-Limit");
  private static final HeaderName REMAINING = HeaderNames.create("RateLimit-Remaining");
  private static final HeaderName RESET = HeaderNames.create("RateLimit-Reset");

  /** The least recently used ones are dropped; they would be full again by then. */
  private static final int MOST_BUCKETS = 10_000;

  /** The part of an IPv6 address that counts; a client chooses the rest by itself. */
  private static final int NETWORK_BYTES = 8;

  private final Optional<HttpSettings.Rate> rate;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_BUCKETS;
        }
      };

  public RequestRate(Optional<HttpSettings.Rate> rate) {
    this.rate = rate;
  }

  /**
   * @throws ApiError 42901 if the address has used up its requests
   */
  public void countAddress(ServerRequest request, ServerResponse response) {
    count("address " + network(request), response);
  }

  /**
   * @throws ApiError 42901 if the key has used up its requests
   */
  void countKey(ApiKey key, ServerResponse response) {
    count("key " + key.id(), response);
  }

  private void count(String whose, ServerResponse response) {
    if (rate.isEmpty()) {
      return;
    }
    HttpSettings.Rate limit = rate.get();
    ConsumptionProbe probe = bucket(whose, limit).tryConsumeAndReturnRemaining(1);
    response
        .header(LIMIT, Integer.toString(limit.burst()))
        .header(REMAINING, Long.toString(probe.getRemainingTokens()))
        .header(RESET, Long.toString(seconds(probe.getNanosToWaitForReset())));
    if (!probe.isConsumed()) {
      long wait = Math.max(1, seconds(probe.getNanosToWaitForRefill()));
      response.header(HeaderNames.RETRY_AFTER, Long.toString(wait));
      throw new ApiError(
          ErrorCode.LIMIT_EXCEEDED,
          "too many requests: one client may send "
              + limit.perSecond()
              + " a second (the server's setting rate-limit.per-second); try again in "
              + wait
              + " s");
    }
  }

  private Bucket bucket(String whose, HttpSettings.Rate limit) {
    synchronized (buckets) {
      return buckets.computeIfAbsent(whose, _ -> full(limit));
    }
  }

  private static Bucket full(HttpSettings.Rate limit) {
    return Bucket.builder()
        .addLimit(
            Bandwidth.builder()
                .capacity(limit.burst())
                .refillGreedy(limit.perSecond(), Duration.ofSeconds(1))
                .build())
        .build();
  }

  private static String network(ServerRequest request) {
    return network(
        request.remotePeer().address() instanceof InetSocketAddress socket
            ? socket.getAddress()
            : InetAddress.getLoopbackAddress());
  }

  /** Answers the same text for all addresses that one client may choose from. */
  static String network(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of()
        .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
  }

  private static long seconds(long nanos) {
    return Math.ceilDiv(nanos, 1_000_000_000L);
  }
}
