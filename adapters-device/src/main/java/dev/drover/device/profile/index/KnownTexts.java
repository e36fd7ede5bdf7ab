package dev.drover.device.profile.index;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Predicate;

/**
 * Remembers over all screens which texts fit which comparisons of a profile, since an app shows the
 * same words again and again. Forgets what was not seen for long. Safe for use by any thread.
 *
 * <p>A text takes two bits for each comparison of the profile, beside its own size: at most {@value
 * #MOST} texts of at most {@value #LONGEST} chars in each of two generations. Those of a shipped
 * profile, which has some 1,300 comparisons, take at most 2 MB.
 */
public final class KnownTexts {
  /** So many texts are new before the oldest are forgotten. A screen has some dozen. */
  static final int MOST = 1_500;

  /** The longest text that is remembered, in chars. Captions are longer, and seldom seen twice. */
  static final int LONGEST = 80;

  private final AtomicInteger questions = new AtomicInteger();
  private volatile Map<String, Known> young = new ConcurrentHashMap<>();
  private volatile Map<String, Known> old = Map.of();

  /**
   * A comparison whose answers are remembered.
   *
   * @param number its place among those of the profile
   */
  public record Question(KnownTexts texts, int number) {}

  /** Adds a comparison. Its answer about a text must always be the same. */
  public Question question() {
    return new Question(this, questions.getAndIncrement());
  }

  /** Returns what is known of a text. */
  Known of(String text) {
    if (text.length() > LONGEST) {
      return new Known(text, questions.get());
    }
    Known known = young.get(text);
    return known == null ? renewed(text) : known;
  }

  private synchronized Known renewed(String text) {
    if (young.size() >= MOST) {
      old = young;
      young = new ConcurrentHashMap<>();
    }
    return young.computeIfAbsent(
        text,
        _ -> {
          Known known = old.get(text);
          return known == null ? new Known(text, questions.get()) : known;
        });
  }

  /** Returns how many texts are remembered. */
  int size() {
    return young.size() + old.size();
  }

  /** A text, and what it is known to fit and not to fit. */
  static final class Known {
    private static final int BITS = 2;
    private static final int ASKED = 1;
    private static final int FITS = 2;

    private final String text;

    /** Both bits of a question are in one word, so that none is seen without the other. */
    private final AtomicLongArray answers;

    private Known(String text, int questions) {
      this.text = text;
      this.answers = new AtomicLongArray((questions * BITS + Long.SIZE - 1) / Long.SIZE);
    }

    /**
     * Returns whether the text fits.
     *
     * @param comparison what the question stands for
     */
    boolean fits(Question question, Predicate<String> comparison) {
      int place = question.number() * BITS / Long.SIZE;
      if (place >= answers.length()) {
        return comparison.test(text);
      }
      int shift = question.number() * BITS % Long.SIZE;
      long known = answers.get(place) >>> shift;
      if ((known & ASKED) != 0) {
        return (known & FITS) != 0;
      }
      boolean fits = comparison.test(text);
      long answer = (long) (fits ? ASKED | FITS : ASKED) << shift;
      answers.accumulateAndGet(place, answer, (before, more) -> before | more);
      return fits;
    }
  }
}
