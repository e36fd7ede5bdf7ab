package dev.drover.domain.account;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an account does to the outside world, as far as its day's budget counts it. */
public enum AccountAction {
  FOLLOW(30),
  UNFOLLOW(30),
  COMMENT(20),
  LIKE(60),
  POST(5);

  private final int usualLimit;

  AccountAction(int usualLimit) {
    this.usualLimit = usualLimit;
  }

  /** How many a day are allowed where the operator has said nothing. */
  public int usualLimit() {
    return usualLimit;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<AccountAction> ofWireName(String name) {
    return Arrays.stream(values()).filter(action -> action.wireName().equals(name)).findFirst();
  }
}
