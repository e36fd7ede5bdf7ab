package dev.drover.domain.account;

/** An account's number: positive, rising in the order of creation. */
public record AccountId(long value) {
  public AccountId {
    if (value <= 0) {
      throw new IllegalArgumentException("an account id is a positive integer, not " + value);
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
