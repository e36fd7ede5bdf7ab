package dev.drover.domain.task;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * The irreversible steps of an attempt, as far as they are known. An intent is committed before
 * each such step, and settled once the screen has shown whether the step took effect.
 *
 * @param committed intents so far, the number of the last
 * @param done the steps of the intents that were settled as having taken effect, in their order
 * @param open intents that are not settled, in their order
 */
public record IntentJournal(int committed, List<String> done, List<Intent> open) {
  /** The most different steps that a message names. */
  private static final int MOST_NAMED = 8;

  /** The journal of an attempt that has done nothing yet. */
  public static final IntentJournal EMPTY = new IntentJournal(0, List.of(), List.of());

  public IntentJournal {
    done = List.copyOf(done);
    open = List.copyOf(open);
    if (committed < done.size() + open.size()) {
      throw new IllegalArgumentException(
          committed
              + " intents can't be "
              + open.size()
              + " open ones and "
              + done.size()
              + " effects");
    }
  }

  /**
   * One irreversible step.
   *
   * @param number from 1 in each attempt
   * @param step such as {@code tap Follow}
   */
  public record Intent(int number, String step) {
    public Intent {
      if (number < 1) {
        throw new IllegalArgumentException("intents count from 1, not " + number);
      }
    }
  }

  /** The intent that would be committed next. */
  public Intent next(String step) {
    return new Intent(committed + 1, step);
  }

  IntentJournal commit(String step) {
    List<Intent> now = new ArrayList<>(open);
    now.add(next(step));
    return new IntentJournal(committed + 1, done, now);
  }

  /** Whether the intent that was committed last can be settled. */
  public boolean isLastOpen() {
    return !open.isEmpty() && open.getLast().number() == committed;
  }

  /** Settles the intent that was committed last. */
  IntentJournal settle(boolean tookEffect) {
    List<String> now = new ArrayList<>(done);
    if (tookEffect) {
      now.add(open.getLast().step());
    }
    return new IntentJournal(committed, now, open.subList(0, open.size() - 1));
  }

  /** Returns how many steps took effect. */
  public int effects() {
    return done.size();
  }

  /** Names the steps that took effect: {@code tap Like (3 times), tap Follow}. */
  public String doneInWords() {
    SequencedMap<String, Integer> counts = new LinkedHashMap<>();
    done.forEach(step -> counts.merge(step, 1, Integer::sum));
    String named =
        counts.entrySet().stream()
            .limit(MOST_NAMED)
            .map(
                step ->
                    step.getValue() == 1
                        ? step.getKey()
                        : step.getKey() + " (" + step.getValue() + " times)")
            .collect(Collectors.joining(", "));
    return counts.size() <= MOST_NAMED
        ? named
        : named + " and " + (counts.size() - MOST_NAMED) + " more";
  }

  /** Returns the effect of the attempt on the outside world so far. */
  public Outcome outcome() {
    if (!open.isEmpty()) {
      return Outcome.UNKNOWN;
    }
    return !done.isEmpty() ? Outcome.COMMITTED : Outcome.NO_EFFECT;
  }
}
