package dev.drover.http.lease;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.domain.script.Scalar;
import dev.drover.http.json.ObjectReader;
import dev.drover.http.json.PlainValues;
import java.math.BigDecimal;
import java.util.Optional;

/** Reads numbers by which a client limits how long something takes. */
final class Timeouts {
  private static final BigDecimal A_SECOND = BigDecimal.valueOf(1_000);

  private Timeouts() {}

  /** A whole number, in any form that requests may have. */
  static Optional<Long> whole(JsonNode value, long min, long max) {
    return PlainValues.value(value).flatMap(given -> Scalar.whole(given, min, max));
  }

  /**
   * Seconds with any fraction, more than 0.
   *
   * @param most what larger values are cut to, in milliseconds
   * @return milliseconds
   */
  static Optional<Integer> seconds(ObjectReader body, String name, int most) {
    return positive(body, name).map(seconds -> cut(seconds.multiply(A_SECOND), most));
  }

  /** Milliseconds with any fraction, more than 0. */
  static Optional<Integer> millis(ObjectReader body, String name, int most) {
    return positive(body, name).map(millis -> cut(millis, most));
  }

  private static Optional<BigDecimal> positive(ObjectReader body, String name) {
    if (!body.has(name)) {
      return Optional.empty();
    }
    Optional<BigDecimal> number =
        PlainValues.value(body.node().path(name))
            .flatMap(Scalar::number)
            .filter(given -> given.signum() > 0);
    if (number.isEmpty()) {
      body.invalid(name, "must be a number greater than 0");
    }
    return number;
  }

  private static int cut(BigDecimal millis, int most) {
    // Compared first: a number such as 1E+1000000000 must not be written out.
    return millis.compareTo(BigDecimal.valueOf(most)) >= 0 ? most : Math.max(1, millis.intValue());
  }
}
