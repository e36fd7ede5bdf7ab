package dev.drover.application.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.AppLogins;
import dev.drover.domain.account.NewAccount;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.testkit.SettableClock;
import dev.drover.testkit.memory.InMemoryStorage;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tests what becomes of the accounts that a phone's app is logged in with. */
class MatchAccountsTest {
  private static final PackageName TIKTOK = new PackageName("com.zhiliaoapp.musically");
  private static final DeviceSerial HERE = new DeviceSerial("HERE");
  private static final DeviceSerial OTHER = new DeviceSerial("OTHER");

  private final AccountDirectory accounts =
      new InMemoryStorage(
              new SettableClock(Instant.parse("2026-11-24T10:00:00Z")),
              ZoneId.of("Europe/Berlin"),
              new Random(7))
          .accounts();
  private final MatchAccounts match = new MatchAccounts(accounts);

  private Account known(String name, PackageName app, Optional<DeviceSerial> phone, boolean in) {
    return accounts
        .add(
            new NewAccount(
                new Username(name), "", Platform.TIKTOK, app, phone, in, true, List.of()))
        .orElseThrow();
  }

  private Account known(String name, Optional<DeviceSerial> phone, boolean loggedIn) {
    return known(name, TIKTOK, phone, loggedIn);
  }

  private Account now(Account account) {
    return accounts.find(account.id()).orElseThrow();
  }

  private static AppLogins logins(boolean complete, String... names) {
    return new AppLogins(
        Platform.TIKTOK, TIKTOK, Arrays.stream(names).map(Username::new).toList(), complete);
  }

  private String matched(boolean addMissing, AppLogins logins) {
    return match.match(HERE, logins, addMissing).describe();
  }

  @Test
  void an_account_of_this_phone_is_noted_as_logged_in() {
    Account ann = known("ann", Optional.of(HERE), false);

    assertThat(matched(false, logins(true, "Ann"))).isEqualTo("logged in: @ann");
    assertThat(now(ann).loggedIn()).isTrue();
    assertThat(now(ann).device()).contains(HERE);
  }

  @Test
  void an_account_without_a_phone_is_bound_to_this_one() {
    Account ann = known("ann", Optional.empty(), false);

    assertThat(matched(false, logins(true, "ann")))
        .isEqualTo("logged in, and bound to this phone now: @ann");
    assertThat(now(ann).device()).contains(HERE);
    assertThat(now(ann).loggedIn()).isTrue();
    assertThat(matched(false, logins(true, "ann"))).isEqualTo("logged in: @ann");
  }

  /** Else a hostile phone could claim everybody's accounts. */
  @Test
  void an_account_of_another_phone_stays_there_as_it_is() {
    Account ann = known("ann", Optional.of(OTHER), false);

    assertThat(matched(true, logins(true, "ann"))).contains("another phone: @ann (phone OTHER)");
    assertThat(now(ann)).isEqualTo(ann);
  }

  @Test
  void an_account_that_is_not_known_is_told_and_added_only_where_that_is_asked_for() {
    assertThat(matched(false, logins(true, "zoe")))
        .isEqualTo("logged in, but not known here: @zoe");
    assertThat(accounts.all()).isEmpty();

    assertThat(matched(true, logins(true, "zoe"))).isEqualTo("logged in, and added: @zoe");
    Account zoe = accounts.all().getFirst();
    assertThat(zoe.id()).isEqualTo(new AccountId(1));
    assertThat(zoe.device()).contains(HERE);
    assertThat(zoe.loggedIn()).isTrue();
    assertThat(matched(true, logins(true, "zoe"))).isEqualTo("logged in: @zoe");
    assertThat(accounts.all()).hasSize(1);
  }

  @Test
  void an_account_of_this_phone_that_the_app_does_not_list_is_logged_out() {
    Account ann = known("ann", Optional.of(HERE), true);
    Account clone = known("ann", new PackageName("com.example.clone"), Optional.of(HERE), true);
    Account elsewhere = known("eve", Optional.of(OTHER), true);
    known("bob", Optional.of(HERE), true);

    assertThat(matched(false, logins(true, "bob")))
        .isEqualTo("logged in: @bob; no longer logged in: @ann");
    assertThat(now(ann).loggedIn()).isFalse();
    assertThat(now(ann).device()).contains(HERE);
    assertThat(now(clone).loggedIn()).isTrue();
    assertThat(now(elsewhere).loggedIn()).isTrue();
  }

  @Test
  void a_list_that_was_not_read_in_full_logs_nobody_out() {
    Account ann = known("ann", Optional.of(HERE), true);
    known("bob", Optional.of(HERE), true);

    assertThat(matched(false, logins(false, "bob"))).isEqualTo("logged in: @bob");
    assertThat(now(ann).loggedIn()).isTrue();
  }
}
