package dev.drover.domain.task;

import java.util.ArrayList;
import java.util.List;

/**
 * The irreversible steps of an attempt, as far as they are known. An intent is committed before
 * each such step, and settled once the screen has shown whether the step took effect.
 *
 * @param committed intents so far, the number of the last
 * @param effects intents that were settled as having taken effect
 * @param open intents that are not settled, in their order
 */
public record IntentJournal(int committed, int effects, List<Intent> open) {
  /** The journal of an attempt that has done nothing yet. */
  public static final IntentJournal EMPTY = new IntentJournal(0, 0, List.of());

  public IntentJournal {
    open = List.copyOf(open);
    if (effects < 0 || committed < effects + open.size()) {
      throw new IllegalArgumentException(
          committed
              + " intents can't be "
              + open.size()
              + " open ones and "
              + effects
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
    return new IntentJournal(committed + 1, effects, now);
  }

  /** Whether the intent that was committed last can be settled. */
  public boolean isLastOpen() {
    return !open.isEmpty() && open.getLast().number() == committed;
  }

  /** Settles the intent that was committed last. */
  IntentJournal settle(boolean tookEffect) {
    return new IntentJournal(
        committed, effects + (tookEffect ? 1 : 0), open.subList(0, open.size() - 1));
  }

  /** Returns the effect of the attempt on the outside world so far. */
  public Outcome outcome() {
    if (!open.isEmpty()) {
      return Outcome.UNKNOWN;
    }
    return effects > 0 ? Outcome.COMMITTED : Outcome.NO_EFFECT;
  }
}
