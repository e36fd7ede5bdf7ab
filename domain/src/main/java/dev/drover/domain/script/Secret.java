package dev.drover.domain.script;

/** A text that nobody may read by accident: it prints as {@link #MASK}. */
public record Secret(String value) {
  /** What stands for a secret wherever it is shown. */
  public static final String MASK = "********";

  public Secret {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a secret is not blank");
    }
  }

  @Override
  public String toString() {
    return MASK;
  }
}
