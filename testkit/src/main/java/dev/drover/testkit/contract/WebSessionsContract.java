package dev.drover.testkit.contract;

import static dev.drover.testkit.SampleTasks.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.access.CreateApiKey;
import dev.drover.application.plugin.Storage;
import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.application.port.storage.QueueEvents.Subscription;
import dev.drover.application.port.storage.WebSessions;
import dev.drover.application.port.storage.WebSessions.Adding;
import dev.drover.domain.access.AccessScope;
import dev.drover.domain.access.ApiKey;
import dev.drover.domain.access.ApiKeyName;
import dev.drover.domain.access.ApiKeyText;
import dev.drover.domain.access.SecretHash;
import dev.drover.domain.access.WebSession;
import dev.drover.domain.access.WebSessionToken;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests the promises of {@link WebSessions}. */
public abstract class WebSessionsContract extends StorageContract {
  private static final int LONGEST_WAIT_SECONDS = 20;
  private static final ApiKeyName CI = new ApiKeyName("ci");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int MANY = 50;

  protected final WebSessions sessions;

  /**
   * @param storage a new, empty storage; closed after each test
   */
  protected WebSessionsContract(Storage storage) {
    super(storage);
    sessions = storage.webSessions();
  }

  private ApiKey key(String name, AccessScope scope) {
    ApiKeyText text =
        new CreateApiKey(keys, new SecureRandom(), Clock.fixed(NOW, ZoneOffset.UTC))
            .create(new ApiKeyName(name), scope)
            .orElseThrow();
    return keys.find(text.id()).orElseThrow();
  }

  private static WebSession session(Optional<ApiKey> key, Instant createdAt) {
    return new WebSession(
        WebSessionToken.generate(new SecureRandom()).hash(), key, createdAt, createdAt.plus(HOUR));
  }

  private WebSession added(Optional<ApiKey> key, Instant createdAt) {
    WebSession session = session(key, createdAt);
    assertThat(sessions.add(session, MANY)).isEqualTo(new Adding.Added());
    return session;
  }

  @Test
  void a_session_is_found_with_its_key_until_its_time_is_over() {
    ApiKey key = key("ci", AccessScope.WRITE);
    WebSession ofKey = added(Optional.of(key), NOW);
    WebSession ofNone = added(Optional.empty(), NOW);

    assertThat(sessions.find(ofKey.hash(), NOW)).contains(ofKey);
    assertThat(sessions.find(ofKey.hash(), NOW).map(WebSession::scope)).contains(AccessScope.WRITE);
    assertThat(sessions.find(ofNone.hash(), NOW)).contains(ofNone);
    assertThat(sessions.find(ofKey.hash(), NOW.plus(HOUR).minusMillis(1))).isPresent();
    assertThat(sessions.find(ofKey.hash(), NOW.plus(HOUR))).isEmpty();
    assertThat(sessions.find(new SecretHash(new byte[32]), NOW)).isEmpty();
  }

  @Test
  void a_revoked_key_ends_its_sessions_at_once_and_nobody_elses() {
    ApiKey key = key("ci", AccessScope.READ);
    WebSession ofKey = added(Optional.of(key), NOW);
    WebSession ofOther = added(Optional.of(key("other", AccessScope.READ)), NOW);
    WebSession ofNone = added(Optional.empty(), NOW);

    keys.revoke(CI, NOW);

    assertThat(sessions.find(ofKey.hash(), NOW)).isEmpty();
    assertThat(sessions.find(ofOther.hash(), NOW)).isPresent();
    assertThat(sessions.find(ofNone.hash(), NOW)).isPresent();
    ApiKey sameName = key("ci", AccessScope.ADMIN);
    assertThat(sessions.find(ofKey.hash(), NOW)).as("the name is given anew").isEmpty();
    assertThat(sessions.add(session(Optional.of(sameName), NOW), MANY))
        .isEqualTo(new Adding.Added());
  }

  @Test
  void no_session_is_opened_with_a_key_that_was_revoked_in_the_meantime() {
    ApiKey key = key("ci", AccessScope.READ);
    keys.revoke(CI, NOW);
    WebSession late = session(Optional.of(key), NOW);

    assertThat(sessions.add(late, MANY)).isEqualTo(new Adding.KeyRevoked());

    assertThat(sessions.find(late.hash(), NOW)).isEmpty();
  }

  @Test
  void an_ended_session_is_found_no_more() {
    WebSession one = added(Optional.empty(), NOW);
    WebSession other = added(Optional.empty(), NOW);

    assertThat(sessions.end(one.hash())).isTrue();
    assertThat(sessions.end(one.hash())).isFalse();

    assertThat(sessions.find(one.hash(), NOW)).isEmpty();
    assertThat(sessions.find(other.hash(), NOW)).isPresent();
  }

  @Test
  void beyond_the_most_of_one_key_the_oldest_end() {
    Optional<ApiKey> key = Optional.of(key("ci", AccessScope.READ));
    WebSession ofOther = added(Optional.of(key("other", AccessScope.READ)), NOW.minusSeconds(9));
    for (Optional<ApiKey> whose : List.of(key, Optional.<ApiKey>empty())) {
      List<WebSession> opened = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        WebSession session = session(whose, NOW.plusSeconds(i));
        sessions.add(session, 2);
        opened.add(session);
      }

      Instant now = NOW.plusSeconds(5);
      assertThat(opened)
          .filteredOn(one -> sessions.find(one.hash(), now).isPresent())
          .containsExactly(opened.get(2), opened.get(3));
    }
    assertThat(sessions.find(ofOther.hash(), NOW)).isPresent();
  }

  @Test
  void what_is_over_is_removed_a_few_at_a_time() {
    Optional<ApiKey> key = Optional.of(key("ci", AccessScope.READ));
    added(Optional.empty(), NOW.minus(HOUR));
    added(Optional.empty(), NOW.minus(HOUR));
    added(key, NOW);
    WebSession stands = added(Optional.empty(), NOW);
    keys.revoke(CI, NOW);

    assertThat(sessions.prune(NOW, 2)).isEqualTo(2);
    assertThat(sessions.prune(NOW, 2)).isEqualTo(1);
    assertThat(sessions.prune(NOW, 2)).isZero();

    assertThat(sessions.find(stands.hash(), NOW)).isPresent();
  }

  @Test
  void whoever_listens_hears_of_an_end_before_its_time() throws Exception {
    Optional<ApiKey> key = Optional.of(key("ci", AccessScope.READ));
    WebSession first = added(Optional.empty(), NOW);
    BlockingQueue<QueueEvent> heard = new LinkedBlockingQueue<>();
    try (Subscription _ =
        storage
            .events()
            .subscribe(
                event -> {
                  if (event instanceof QueueEvent.AccessEnded) {
                    heard.add(event);
                  }
                })) {
      sessions.end(first.hash());
      awaitOne(heard, "an end");
      added(key, NOW);
      keys.revoke(CI, NOW);
      awaitOne(heard, "a key that is revoked");
      added(Optional.empty(), NOW);
      sessions.add(session(Optional.empty(), NOW.plusSeconds(1)), 1);
      awaitOne(heard, "a session that gives way to a newer one");
    }
  }

  private static void awaitOne(BlockingQueue<QueueEvent> heard, String what)
      throws InterruptedException {
    assertThat(heard.poll(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)).as(what).isNotNull();
    heard.clear();
  }
}
