package dev.drover.device.profile.repair;

import dev.drover.application.port.device.ProfileRepairs.Figures;
import dev.drover.application.port.device.ProfileRepairs.Origin;
import dev.drover.device.profile.mutation.LabelledScreen.Label;
import dev.drover.device.profile.mutation.ScreenTrial;
import dev.drover.device.profile.mutation.TriedScreen;
import dev.drover.device.profile.repair.Targets.Target;
import java.util.ArrayList;
import java.util.List;

/** A candidate, what it finds on the failed screen, and what became of it elsewhere. */
final class Tried {
  private static final int MOST_MISTAKES = 5;

  /** More than words lose by being missed in other languages, and less than a wrong find costs. */
  private static final double OWN = 2;

  final String name;
  final CandidateText candidate;
  final Origin origin;
  final Target target;
  final Label label;
  final Tally stored = new Tally();
  final Tally changed = new Tally();
  int newlyFound;
  int wrongElsewhere;
  final List<String> mistakes = new ArrayList<>();

  Tried(String name, CandidateText candidate, Origin origin, Target target, Label label) {
    this.name = name;
    this.origin = origin;
    this.candidate = candidate;
    this.target = target;
    this.label = label;
  }

  void mistake(String what) {
    if (mistakes.size() < MOST_MISTAKES) {
      mistakes.add(what);
    }
  }

  /** Counts what it found on a stored screen. */
  void stored(TriedScreen.Judgement judged, String where) {
    count(stored, judged, where);
  }

  /** Counts what it found on a changed screen. */
  void changed(TriedScreen.Judgement judged, String where) {
    count(changed, judged, where);
  }

  private void count(Tally tally, TriedScreen.Judgement judged, String where) {
    tally.count(judged.outcome());
    if (judged.outcome() == ScreenTrial.Outcome.WRONG) {
      mistake(where + ": " + judged.detail());
    }
  }

  boolean isWrong() {
    return stored.wrong + changed.wrong > 0;
  }

  double points() {
    return target.points()
        + 3 * changed.share()
        + 2 * stored.share()
        - (isWrong() ? 4 : 0)
        - 0.1 * wrongElsewhere
        - 0.04 * candidate.parts().size()
        // Words of one language, and what every build renames, are worth less than they seem.
        - (candidate.has("id") ? 0.5 : 0)
        - (isLiteral() ? 0.4 : 0);
  }

  /**
   * What it is worth among those for the same thing. Where no screen tells what the element was,
   * nothing shows that it keeps its place; what it says or is called is surer then.
   */
  double worth(boolean known) {
    return points() + (!known && candidate.isByItsOwn() ? OWN : 0);
  }

  private boolean isLiteral() {
    return candidate.namesWords()
        && candidate.parts().values().stream()
            .noneMatch(text -> text.contains("<") || text.contains("{}"));
  }

  /** How often the element was found, missed, and taken for another thing. */
  static final class Tally {
    int right;
    int missed;
    int wrong;

    void count(ScreenTrial.Outcome outcome) {
      switch (outcome) {
        case FOUND -> right++;
        case MISSED -> missed++;
        case WRONG -> wrong++;
      }
    }

    double share() {
      int all = right + missed + wrong;
      return all == 0 ? 0.5 : (double) right / all;
    }

    Figures figures() {
      return new Figures(right, missed, wrong);
    }
  }
}
