package dev.drover.testkit.contract;

import static dev.drover.testkit.SampleTasks.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.access.CheckApiKey;
import dev.drover.application.access.CreateApiKey;
import dev.drover.application.plugin.Storage;
import dev.drover.application.port.storage.ApiKeys;
import dev.drover.domain.access.AccessScope;
import dev.drover.domain.access.ApiKey;
import dev.drover.domain.access.ApiKeyName;
import dev.drover.domain.access.ApiKeyText;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests the promises of {@link ApiKeys}. */
public abstract class ApiKeysContract extends StorageContract {
  private static final ApiKeyName CI = new ApiKeyName("ci");

  private final CreateApiKey create;

  /**
   * @param storage a new, empty storage; closed after each test
   */
  protected ApiKeysContract(Storage storage) {
    super(storage);
    create = new CreateApiKey(keys, new SecureRandom(), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void a_key_opens_until_it_is_revoked_whoever_revokes_it() {
    ApiKeyText text = create.create(CI, AccessScope.WRITE).orElseThrow();
    CheckApiKey check = new CheckApiKey(keys);

    assertThat(check.check(text.reveal()).map(ApiKey::name)).contains(CI);
    assertThat(check.check(text.reveal()).map(ApiKey::scope)).contains(AccessScope.WRITE);
    assertThat(keys.anyUsable()).isTrue();

    assertThat(storage.keys().revoke(CI, NOW.plusSeconds(1))).isTrue();

    assertThat(check.check(text.reveal())).isEmpty();
    assertThat(keys.anyUsable()).isFalse();
    assertThat(keys.revoke(CI, NOW)).isFalse();
    assertThat(keys.all().getFirst().revokedAt()).contains(NOW.plusSeconds(1));
  }

  @Test
  void two_keys_in_use_never_have_one_name_but_a_revoked_one_gives_its_name_back() {
    ApiKeyText first = create.create(CI, AccessScope.READ).orElseThrow();
    assertThat(create.create(CI, AccessScope.ADMIN)).isEmpty();
    keys.revoke(CI, NOW);

    ApiKeyText second = create.create(CI, AccessScope.ADMIN).orElseThrow();

    CheckApiKey check = new CheckApiKey(keys);
    assertThat(check.check(first.reveal())).isEmpty();
    assertThat(check.check(second.reveal())).isPresent();
    assertThat(keys.all()).hasSize(2);
  }

  @Test
  void a_key_with_another_secret_opens_nothing() {
    ApiKeyText text = create.create(CI, AccessScope.READ).orElseThrow();
    String forged = text.reveal().substring(0, 20) + "A".repeat(43);

    assertThat(new CheckApiKey(keys).check(forged)).isEmpty();
    assertThat(new CheckApiKey(keys).check("drover_000000000000_" + "A".repeat(43))).isEmpty();
    assertThat(new CheckApiKey(keys).check("' OR 1=1 --")).isEmpty();
  }

  @Test
  void keys_are_told_the_oldest_first_revoked_ones_too() {
    assertThat(keys.anyUsable()).isFalse();
    assertThat(keys.all()).isEmpty();
    ApiKey later = key("bbbbbbbbbbbb", "later", NOW.plusSeconds(1));
    ApiKey earlier = key("cccccccccccc", "earlier", NOW);
    assertThat(keys.add(later)).isTrue();
    assertThat(keys.add(earlier)).isTrue();
    keys.revoke(earlier.name(), NOW.plusSeconds(5));

    assertThat(keys.all()).extracting(ApiKey::id).containsExactly(earlier.id(), later.id());
    assertThat(keys.find(later.id())).contains(later);
    assertThat(keys.find("dddddddddddd")).isEmpty();
    assertThat(keys.revoke(new ApiKeyName("nobody"), NOW)).isFalse();
  }

  private static ApiKey key(String id, String name, Instant createdAt) {
    return new ApiKey(
        id,
        new ApiKeyName(name),
        AccessScope.READ,
        ApiKeyText.parse("drover_" + id + "_" + "A".repeat(43)).orElseThrow().hash(),
        createdAt,
        Optional.empty());
  }
}
