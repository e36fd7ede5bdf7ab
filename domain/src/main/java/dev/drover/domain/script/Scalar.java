package dev.drover.domain.script;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads numbers and booleans that clients send in another form than documented: {@code 600.0} for
 * 600, {@code "600"} for 600, {@code "true"} for true. Anything that is not exactly a number or a
 * boolean is neither.
 */
public final class Scalar {
  /** Without exponent, so that a short text can't stand for a huge number. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]{0,17})(?:\\.[0-9]{1,17})?");

  private Scalar() {}

  /**
   * Reads a number.
   *
   * @param given a JDK value
   */
  public static Optional<BigDecimal> number(Object given) {
    return switch (given) {
      case BigDecimal number -> Optional.of(number);
      case BigInteger number -> Optional.of(new BigDecimal(number));
      case Integer number -> Optional.of(BigDecimal.valueOf(number));
      case Long number -> Optional.of(BigDecimal.valueOf(number));
      case Double number when Double.isFinite(number) -> Optional.of(BigDecimal.valueOf(number));
      case String text when NUMBER.matcher(text).matches() -> Optional.of(new BigDecimal(text));
      default -> Optional.empty();
    };
  }

  /** Reads a whole number within the given limits, both included. */
  public static Optional<Long> whole(Object given, long min, long max) {
    return number(given)
        .filter(number -> isWithin(number, BigDecimal.valueOf(min), BigDecimal.valueOf(max)))
        // Safe only within limits: 1E+1000000000 would have that many digits.
        .filter(Scalar::isWhole)
        .map(BigDecimal::longValueExact);
  }

  /** Reads a boolean. */
  public static Optional<Boolean> flag(Object given) {
    return switch (given) {
      case Boolean flag -> Optional.of(flag);
      case String text when text.equals("true") -> Optional.of(true);
      case String text when text.equals("false") -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  static boolean isWithin(BigDecimal number, BigDecimal min, BigDecimal max) {
    return number.compareTo(min) >= 0 && number.compareTo(max) <= 0;
  }

  private static boolean isWhole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0;
  }

  /**
   * Returns the canonical form of a number: an {@code Integer} if it is whole, else a {@code
   * BigDecimal} without trailing zeros.
   *
   * @param number within the range of {@code int}
   */
  static Object canonical(BigDecimal number) {
    return isWhole(number) ? (Object) number.intValueExact() : number.stripTrailingZeros();
  }
}
