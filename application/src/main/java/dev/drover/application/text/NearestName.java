package dev.drover.application.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that somebody probably meant by an unknown one. */
public final class NearestName {
  private static final int MOST_CHANGES = 2;

  private NearestName() {}

  /**
   * Returns the nearest known name that is one or two letters away: {@code start_time} for {@code
   * strat_time}. A letter is left out, put in, replaced, or swapped with its neighbour; of names
   * with fewer than six letters, one change alone counts. Case, {@code _} and {@code -} count for
   * nothing.
   */
  public static Optional<String> of(String given, Collection<String> known) {
    String letters = letters(given);
    return known.stream()
        .filter(name -> changes(letters, letters(name)) <= mostChanges(name))
        .min(Comparator.comparingInt(name -> changes(letters, letters(name))));
  }

  private static int mostChanges(String name) {
    return name.length() < 6 ? 1 : MOST_CHANGES;
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  /** Returns the distance of two words, or more than {@link #MOST_CHANGES} if that is large. */
  private static int changes(String one, String other) {
    if (Math.abs(one.length() - other.length()) > MOST_CHANGES) {
      return MOST_CHANGES + 1;
    }
    int[][] distance = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        distance[i][j] = i == 0 || j == 0 ? i + j : step(distance, one, other, i, j);
      }
    }
    return distance[one.length()][other.length()];
  }

  private static int step(int[][] distance, String one, String other, int i, int j) {
    int replaced = distance[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, Math.min(distance[i - 1][j], distance[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(least, distance[i - 2][j - 2] + 1) : least;
  }
}
