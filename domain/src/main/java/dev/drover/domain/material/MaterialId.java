package dev.drover.domain.material;

/** A library material's number: positive, rising in the order of creation. */
public record MaterialId(long value) {
  public MaterialId {
    if (value <= 0) {
      throw new IllegalArgumentException("a material id is a positive integer, not " + value);
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
