package dev.drover.domain.lease;

/**
 * The name that a holder gives itself, for people: {@code python script}.
 *
 * @param text 0 to 100 characters without control characters
 */
public record LeaseLabel(String text) {
  /** The longest label, in characters. */
  public static final int MOST = 100;

  public LeaseLabel {
    if (text.length() > MOST) {
      throw new IllegalArgumentException("must have at most " + MOST + " characters");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("must not have control characters");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
