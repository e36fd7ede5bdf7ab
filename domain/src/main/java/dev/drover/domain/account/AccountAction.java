package dev.drover.domain.account;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The actions of an account that its daily budget counts. */
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

  /** Returns how many are allowed a day unless the operator sets another limit. */
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
