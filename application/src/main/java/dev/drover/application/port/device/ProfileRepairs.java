package dev.drover.application.port.device;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Proposes repairs of app profiles, by a screen on which an element was not found. Changes nothing.
 * Takes seconds of a processor.
 */
public interface ProfileRepairs {

  /**
   * Looks for what an element could be on a screen now, and how a profile would find it.
   *
   * @return the best first; without proposals where nothing on the screen is told from all else
   * @throws Unfit if there is nothing to be proposed for this; a retry fails in the same way
   */
  Repair propose(Request request) throws Unfit;

  /**
   * @param screen the hierarchy of the screen, as the phone sent it
   * @param profile the profile's name; empty to choose the one that is for the screen's app
   * @param element such as {@code profile.follow_button}
   * @param at which one on the screen it is: its words, its resource id, or a place in pixels such
   *     as {@code 540,1200}; empty to have it guessed
   * @param argument what {@code {}} stands for in the profile's texts
   * @param locale the phone's language; empty to choose the one in which the screen has words
   * @param stored other screens of the app, newest first
   * @param ideas who is asked for further candidates, which are tried as all others; sees the
   *     screen's structure with shortened texts. Whatever it does, the others are answered
   * @param over asked again and again; once it is true, what was tried until then is answered
   */
  record Request(
      String screen,
      Optional<String> profile,
      String element,
      Optional<String> at,
      Optional<String> argument,
      Optional<String> locale,
      List<Stored> stored,
      Optional<RepairIdeas> ideas,
      BooleanSupplier over) {
    public Request {
      stored = List.copyOf(stored);
    }
  }

  /** A screen that was kept. */
  record Stored(String name, String screen) {}

  /**
   * @param file the operator's file that is to be changed, relative to the server's home
   * @param locale the language that the screen was read in
   * @param pages the pages of the profile that the screen shows
   * @param guessed whether which thing it is was guessed without a screen that has it, and without
   *     being told: the proposals are to be looked at before one is used
   * @param notes what else is to be known, in plain words
   */
  record Repair(
      String profile,
      String file,
      String element,
      String locale,
      List<String> pages,
      List<Proposal> proposals,
      boolean guessed,
      List<String> notes) {
    public Repair {
      pages = List.copyOf(pages);
      proposals = List.copyOf(proposals);
      notes = List.copyOf(notes);
    }
  }

  /** Who thought of a candidate. All are tried in the same way. */
  enum Origin {
    /** The search, by what stands on the screen. */
    TRIAL,
    /** Who was asked for ideas. */
    MODEL
  }

  /**
   * A change of the profile, and what it would do.
   *
   * @param origin who thought of it
   * @param node what the element is on the screen, in plain words with its bounds
   * @param candidate what is to be added, as it is written in a profile
   * @param stored on the stored screens
   * @param changed on this screen and stored ones, changed as apps and phones change them
   * @param newlyFound on how many stored screens it finds something where nothing is found now
   * @param mistakes what it would name wrongly, in plain words; not all where there are many
   * @param weak whether it goes by the thing's kind and place alone, and no stored screen shows
   *     that it keeps them: the next update may put another thing there
   * @param diff of the operator's file
   * @param after the operator's file as it would be
   */
  record Proposal(
      Origin origin,
      String node,
      String candidate,
      Figures stored,
      Figures changed,
      int newlyFound,
      List<String> mistakes,
      boolean weak,
      String diff,
      String after) {
    public Proposal {
      mistakes = List.copyOf(mistakes);
    }
  }

  /** How often an element was found, missed, and taken for another one. */
  record Figures(int right, int missed, int wrong) {}

  /** There is nothing to be proposed. The message says why, and what to do. */
  final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    /** The part of the request that is unfit. */
    public enum Part {
      SCREEN,
      PROFILE,
      ELEMENT,
      AT,
      LOCALE
    }

    private final Part part;

    public Unfit(Part part, String message) {
      super(message);
      this.part = part;
    }

    public Part part() {
      return part;
    }
  }
}
