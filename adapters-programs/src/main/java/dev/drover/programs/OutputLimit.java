package dev.drover.programs;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Lets through as many lines of a program as a log can take: some at once, and then so many a
 * second. Of what is left out, the last lines come at the end, because they often say why a program
 * failed. Not thread-safe.
 */
final class OutputLimit {
  /** A log shows the last 200 lines; a program that starts with a page of text loses none. */
  static final int AT_ONCE = 500;

  /** In a whole day less than a million. */
  static final int A_SECOND = 10;

  static final int LAST = 20;

  private static final long NANOS_A_LINE = Duration.ofSeconds(1).toNanos() / A_SECOND;

  private final Consumer<String> output;
  private final LongSupplier nanoTime;
  private final Deque<String> last = new ArrayDeque<>();
  private long leftOut;
  private long allowed = AT_ONCE;
  private long countedAt;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  OutputLimit(Consumer<String> output, LongSupplier nanoTime) {
    this.output = output;
    this.nanoTime = nanoTime;
    this.countedAt = nanoTime.getAsLong();
  }

  void accept(String line) {
    long earned = (nanoTime.getAsLong() - countedAt) / NANOS_A_LINE;
    allowed = Math.min(AT_ONCE, allowed + earned);
    countedAt += earned * NANOS_A_LINE;
    if (allowed > 0) {
      allowed--;
      tellLeftOut(leftOut);
      last.clear();
      output.accept(line);
      return;
    }
    leftOut++;
    last.add(line);
    if (last.size() > LAST) {
      last.remove();
    }
  }

  /** The program has ended. */
  void end() {
    tellLeftOut(leftOut - last.size());
    last.forEach(output);
    last.clear();
  }

  private void tellLeftOut(long lines) {
    if (lines > 0) {
      output.accept(
          "("
              + lines
              + (lines == 1 ? " line was" : " lines were")
              + " left out: a program may write "
              + AT_ONCE
              + " at once, and then "
              + A_SECOND
              + " a second)");
    }
    leftOut = 0;
  }
}
