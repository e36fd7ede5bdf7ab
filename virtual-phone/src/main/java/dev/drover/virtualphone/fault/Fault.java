package dev.drover.virtualphone.fault;

import java.time.Duration;
import java.util.List;

/**
 * A fault that a test orders.
 *
 * @param match what the fault strikes, by its kind's {@link Subject}; empty for anything
 * @param skip how many matching occasions pass before it strikes
 * @param times how often it strikes; {@link #ALWAYS} until it is cleared
 * @param moment before the command does anything, or after it was done but before it is answered
 * @param duration the length of a delay, of an absence, or of the fault itself, depending on the
 *     kind
 * @param name the popup's name, the replacement for moved words, or the kind of hostile output,
 *     depending on the kind
 */
public record Fault(
    Kind kind, String match, int skip, int times, Moment moment, Duration duration, String name) {
  public static final int ALWAYS = Integer.MAX_VALUE;

  /** The names of the popups, first the app's and then the system's. */
  public static final List<String> POPUPS =
      List.of("notifications", "update", "contacts", "survey", "permission", "crash", "anr");

  /** The kinds of hostile output. */
  public static final List<String> SPEECHES =
      List.of("focus", "spaces", "braces", "deep", "wide", "flood", "endless", "bidi");

  /** What an app may leave out of the hierarchy, or name otherwise there. */
  public static final List<String> UNREADABLES =
      List.of(
          "comments", "comment_rows", "caption", "caption_until_focused", "cells", "like_state");

  /** What a fault's {@code match} is compared with. */
  public enum Subject {
    /** A part of a command line. */
    COMMAND,
    /** An action of an app, as the effects name it: {@code follow}, {@code post}. */
    ACTION,
    /** A part of a path on the phone. */
    PATH,
    /** A part of a page's name, as the control port reports it. */
    PAGE,
    /** A part of a text on a screen. */
    LABEL,
    /** A part of a request to the agent: {@code GET /session}, {@code /source}. */
    REQUEST
  }

  /** What goes wrong. */
  public enum Kind {
    /** The connection is cut. */
    CUT(Subject.COMMAND, 1),
    /** The answer is delayed. */
    STALL(Subject.COMMAND, 1),
    /** The phone leaves the network and returns after a while. */
    OFFLINE(Subject.COMMAND, 1),
    /** The command is carried out at once and answered late. */
    LATE(Subject.COMMAND, ALWAYS),
    /** Bytes of the answer are flipped. */
    GARBLE(Subject.COMMAND, 1),
    /**
     * {@code uiautomator dump} finds no moment at which the screen is idle. A paused video is idle.
     */
    NO_IDLE(Subject.COMMAND, 1),
    /** The command is carried out, and answered with hostile output of the given name. */
    SAYS(Subject.COMMAND, ALWAYS),
    /** {@code uiautomator dump} finds no window. */
    NULL_ROOT(Subject.COMMAND, 1),
    /** A dialog of the app or the system appears. */
    POPUP(Subject.COMMAND, 1),
    /** The app asks to log in. */
    LOGGED_OUT(Subject.COMMAND, ALWAYS),
    /** The app asks to prove that a person is there. */
    VERIFICATION(Subject.COMMAND, ALWAYS),
    /** The account is suspended, permanently with the name {@code banned}. */
    SUSPENDED(Subject.COMMAND, ALWAYS),
    /** An upload makes no progress. */
    UPLOAD_STALLS(Subject.COMMAND, ALWAYS),
    /** The platform warns that the action came too soon, and does nothing. */
    TOO_FAST(Subject.ACTION, 1),
    /** The platform does not carry out the action, and hardly shows it. */
    REFUSE(Subject.ACTION, 1),
    /** Another version of the app, with other ids and texts. */
    MOVED(Subject.LABEL, ALWAYS),
    /** There is no room for pushed files. */
    DISK_FULL(Subject.PATH, ALWAYS),
    /** A media scan never ends. */
    SCAN_NEVER(Subject.PATH, ALWAYS),
    /** A page of an app loads slowly. */
    SLOW_APP(Subject.PAGE, ALWAYS),
    /** The UiAutomator2 agent ends. */
    AGENT_DIES(Subject.REQUEST, 1),
    /** The agent takes a request and does not answer. */
    AGENT_HANGS(Subject.REQUEST, 1),
    /** The agent answers with an error, and does nothing. */
    AGENT_REFUSES(Subject.REQUEST, 1),
    /** The agent's answer is not JSON. */
    AGENT_GARBLES(Subject.REQUEST, 1),
    /** Another program holds the exclusive right to read the screen. */
    AUTOMATION_TAKEN(Subject.COMMAND, ALWAYS),
    /** The app shows what the given name says, but the hierarchy does not tell it. */
    UNREADABLE(Subject.COMMAND, ALWAYS);

    private final Subject subject;
    private final int defaultTimes;

    Kind(Subject subject, int defaultTimes) {
      this.subject = subject;
      this.defaultTimes = defaultTimes;
    }

    public Subject subject() {
      return subject;
    }

    /** Whether the fault is a state that holds once it has struck. */
    boolean isState() {
      return switch (this) {
        case LOGGED_OUT, VERIFICATION, SUSPENDED, UPLOAD_STALLS, AUTOMATION_TAKEN, UNREADABLE ->
            true;
        case CUT,
            STALL,
            OFFLINE,
            LATE,
            GARBLE,
            SAYS,
            NO_IDLE,
            NULL_ROOT,
            POPUP,
            TOO_FAST,
            REFUSE,
            MOVED,
            DISK_FULL,
            SCAN_NEVER,
            SLOW_APP,
            AGENT_DIES,
            AGENT_HANGS,
            AGENT_REFUSES,
            AGENT_GARBLES ->
            false;
      };
    }

    /** Whether the duration is how long the fault holds; otherwise it is the length of a delay. */
    boolean holdsForItsDuration() {
      return switch (this) {
        case NO_IDLE,
            NULL_ROOT,
            LOGGED_OUT,
            VERIFICATION,
            SUSPENDED,
            UPLOAD_STALLS,
            TOO_FAST,
            REFUSE,
            MOVED,
            DISK_FULL,
            SCAN_NEVER,
            AGENT_DIES,
            AGENT_REFUSES,
            AGENT_GARBLES,
            AUTOMATION_TAKEN,
            UNREADABLE ->
            true;
        case CUT, STALL, OFFLINE, LATE, GARBLE, SAYS, POPUP, SLOW_APP, AGENT_HANGS -> false;
      };
    }

    /** Returns how often the fault strikes by default. */
    public int usualTimes(Duration duration) {
      return holdsForItsDuration() && duration.isPositive() ? ALWAYS : defaultTimes;
    }
  }

  /** The moment at which a fault strikes a command. */
  public enum Moment {
    BEFORE,
    AFTER
  }

  public Fault {
    if (skip < 0 || times < 1 || duration.isNegative()) {
      throw new IllegalArgumentException("skip is at least 0, times at least 1, for_ms at least 0");
    }
    if (kind == Kind.POPUP && !POPUPS.contains(name)) {
      throw new IllegalArgumentException(
          "a popup's name must be one of " + String.join(", ", POPUPS));
    }
    if (kind == Kind.SAYS && !SPEECHES.contains(name)) {
      throw new IllegalArgumentException("a name must be one of " + String.join(", ", SPEECHES));
    }
    if (kind == Kind.UNREADABLE && !UNREADABLES.contains(name)) {
      throw new IllegalArgumentException("a name must be one of " + String.join(", ", UNREADABLES));
    }
    if (kind == Kind.LATE || kind == Kind.GARBLE || kind == Kind.SAYS) {
      moment = Moment.AFTER;
    }
  }

  public Fault(Kind kind, String match, int skip, int times, Moment moment, Duration duration) {
    this(kind, match, skip, times, moment, duration, "");
  }

  /** Returns a fault that strikes as often as is usual for its kind. */
  public static Fault of(Kind kind, String match) {
    return new Fault(kind, match, 0, kind.defaultTimes, Moment.BEFORE, Duration.ZERO);
  }

  public static Fault cut(String match, Moment moment) {
    return new Fault(Kind.CUT, match, 0, 1, moment, Duration.ZERO);
  }

  public static Fault stall(String match, Duration duration) {
    return new Fault(Kind.STALL, match, 0, 1, Moment.BEFORE, duration);
  }

  /**
   * Returns a popup at the next page of an app.
   *
   * @param name one of {@link #POPUPS}
   */
  public static Fault popup(String name) {
    return new Fault(Kind.POPUP, "", 0, 1, Moment.BEFORE, Duration.ZERO, name);
  }

  /**
   * Returns hostile output in place of an answer.
   *
   * @param name one of {@link #SPEECHES}
   */
  public static Fault says(String match, String name) {
    return new Fault(Kind.SAYS, match, 0, ALWAYS, Moment.AFTER, Duration.ZERO, name);
  }

  /**
   * Returns another version of the app.
   *
   * @param words the words to replace, or empty to change ids only
   * @param nowCalled the replacement
   */
  public static Fault moved(String words, String nowCalled) {
    return new Fault(Kind.MOVED, words, 0, ALWAYS, Moment.BEFORE, Duration.ZERO, nowCalled);
  }

  /**
   * Returns an app whose hierarchy does not tell what it shows.
   *
   * @param what one of {@link #UNREADABLES}
   */
  public static Fault unreadable(String what) {
    return new Fault(Kind.UNREADABLE, "", 0, ALWAYS, Moment.BEFORE, Duration.ZERO, what);
  }

  /** The same fault, striking this many times. */
  public Fault times(int newTimes) {
    return new Fault(kind, match, skip, newTimes, moment, duration, name);
  }

  /** The same fault, with a delay of this length or holding this long. */
  public Fault lasting(Duration newDuration) {
    return new Fault(kind, match, skip, kind.usualTimes(newDuration), moment, newDuration, name);
  }
}
