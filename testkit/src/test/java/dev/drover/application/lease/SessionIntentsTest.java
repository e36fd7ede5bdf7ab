package dev.drover.application.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.lease.Intents.Announcement;
import dev.drover.application.port.device.PhoneControl.ControlOver;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.Username;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests whose budget the effects of a session are counted against. */
class SessionIntentsTest extends LeaseFixture {
  private Announcement announce(HeldPhone phone, Optional<String> username) {
    return phone.announceIntent(
        "tap Follow", Optional.of(AccountAction.FOLLOW), username.map(Username::new));
  }

  private int spent(Account account) {
    return budgets.day(account.id(), NOW).orElseThrow().used(AccountAction.FOLLOW);
  }

  private static Announcement.Announced counted(Account account) {
    return new Announcement.Announced(Optional.of(account.username()));
  }

  @Test
  void the_only_account_of_the_phone_is_counted() throws Exception {
    online("P1");
    Account ann = account("ann", "P1", true);
    account("bob", "P1", false);
    account("eve", "P2", true);
    HeldPhone phone = held(leased("P1"));

    assertThat(announce(phone, Optional.empty())).isEqualTo(counted(ann));
    assertThat(announce(phone, Optional.of("Ann"))).isEqualTo(counted(ann));

    assertThat(spent(ann)).isEqualTo(2);
  }

  @Test
  void of_several_accounts_the_one_that_is_named_is_counted() throws Exception {
    online("P1");
    Account ann = account("ann", "P1", true);
    Account bob = account("bob", "P1", true);
    HeldPhone phone = held(leased("P1"));

    assertThat(announce(phone, Optional.empty()))
        .isInstanceOfSatisfying(
            Announcement.AccountUnclear.class,
            unclear ->
                assertThat(unclear.fitting())
                    .containsExactlyInAnyOrder(ann.username(), bob.username()));
    assertThat(announce(phone, Optional.of("eve")))
        .isEqualTo(new Announcement.AccountNotHere(new Username("eve")));
    assertThat(announce(phone, Optional.of("bob"))).isEqualTo(counted(bob));
    accounts.noteLogin(bob.id(), false);
    assertThat(announce(phone, Optional.empty())).isEqualTo(counted(ann));

    assertThat(spent(ann)).isEqualTo(1);
    assertThat(spent(bob)).isEqualTo(1);
  }

  @Test
  void an_action_beyond_the_days_budget_must_not_be_taken() throws Exception {
    online("P1");
    Account ann = account("ann", "P1", true);
    HeldPhone phone = held(leased("P1"));
    for (int i = 0; i < AccountAction.FOLLOW.usualLimit(); i++) {
      assertThat(announce(phone, Optional.empty())).isEqualTo(counted(ann));
    }

    assertThat(announce(phone, Optional.empty()))
        .isInstanceOfSatisfying(
            Announcement.BudgetUsedUp.class,
            usedUp -> assertThat(usedUp.remark()).contains("ann").contains("budget"));
  }

  @Test
  void without_an_account_or_an_action_nothing_is_counted() throws Exception {
    online("P1");
    HeldPhone phone = held(leased("P1"));
    assertThat(announce(phone, Optional.empty()))
        .isEqualTo(new Announcement.Announced(Optional.empty()));

    Account ann = account("ann", "P1", true);
    account("bob", "P1", true);
    assertThat(phone.announceIntent("tap Send", Optional.empty(), Optional.empty()))
        .isEqualTo(new Announcement.Announced(Optional.empty()));
    assertThat(spent(ann)).isZero();
  }

  @Test
  void a_session_that_is_over_announces_nothing() throws Exception {
    online("P1");
    Account ann = account("ann", "P1", true);
    HeldPhone phone = held(leased("P1"));
    keepLeaseFor(LENGTH);

    assertThatThrownBy(() -> announce(phone, Optional.empty())).isInstanceOf(ControlOver.class);
    assertThat(spent(ann)).isZero();
  }
}
