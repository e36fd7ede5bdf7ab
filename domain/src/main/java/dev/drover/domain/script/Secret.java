package dev.drover.domain.script;

/** A secret text. {@link #toString} returns {@link #MASK}, so that it is not shown by accident. */
public record Secret(String value) {
  /** Replaces a secret wherever it would be shown. */
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
