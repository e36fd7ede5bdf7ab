package dev.drover.domain.account;

import dev.drover.domain.device.DeviceSerial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the accounts on a phone turned out to be here.
 *
 * @param entries in the order of the app's list; accounts that are no longer on it come last
 */
public record AccountMatch(List<Entry> entries) {
  public AccountMatch {
    entries = List.copyOf(entries);
  }

  /** What an account is here. */
  public enum State {
    /** Known, and bound to this phone. */
    HERE,
    /** Known; it had no phone, and is bound to this one now. */
    BOUND,
    /** Not known before, and stored now. */
    ADDED,
    /** Known, and bound to another phone; it was not changed. */
    ELSEWHERE,
    /** Not known. */
    UNKNOWN,
    /** Bound to this phone, and no longer logged in there. */
    LOGGED_OUT
  }

  /**
   * One account.
   *
   * @param elsewhere the phone that it is bound to, if that is another
   */
  public record Entry(Username username, State state, Optional<DeviceSerial> elsewhere) {
    public Entry(Username username, State state) {
      this(username, state, Optional.empty());
    }

    private String named() {
      return username.handle() + elsewhere.map(phone -> " (phone " + phone + ")").orElse("");
    }
  }

  /** Returns one line for people. */
  public String describe() {
    List<String> parts = new ArrayList<>();
    add(parts, State.HERE, "logged in: ", "");
    add(parts, State.BOUND, "logged in, and bound to this phone now: ", "");
    add(parts, State.ADDED, "logged in, and added: ", "");
    add(
        parts,
        State.ELSEWHERE,
        "logged in, but bound to another phone: ",
        ", which stay there; bind them to this phone if that is meant");
    add(parts, State.UNKNOWN, "logged in, but not known here: ", "");
    add(parts, State.LOGGED_OUT, "no longer logged in: ", "");
    return parts.isEmpty() ? "no account is logged in" : String.join("; ", parts);
  }

  private void add(List<String> parts, State state, String before, String after) {
    List<Entry> such = entries.stream().filter(entry -> entry.state() == state).toList();
    if (!such.isEmpty()) {
      parts.add(such.stream().map(Entry::named).collect(Collectors.joining(", ", before, after)));
    }
  }
}
