package dev.drover.device.flow.match;

import dev.drover.device.hierarchy.Bounds;
import dev.drover.device.hierarchy.Controls;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.screen.Screen;
import dev.drover.domain.account.AppLogins;
import dev.drover.domain.account.Username;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/**
 * The accounts in an app's account switcher.
 *
 * @param names those that could be read, from top to bottom
 * @param unread how many rows did not tell a single username
 */
record AccountList(List<Username> names, int unread) {
  /** A number without a letter that is no longer than this is a count of notifications. */
  private static final int LONGEST_BADGE = 3;

  AccountList {
    names = List.copyOf(names);
  }

  /** Reads the list. Its rows lie one above the other, and end right above the last entry. */
  static AccountList on(UiTree page, Screen screen) {
    Controls controls = new Controls(page);
    SequencedSet<Username> names = new LinkedHashSet<>();
    int unread = 0;
    for (UiNode row : rows(page, screen, controls)) {
      Set<Username> said = usernames(row, controls);
      if (said.size() == 1 && names.size() < AppLogins.MOST) {
        names.addAll(said);
      } else {
        unread++;
      }
    }
    return new AccountList(List.copyOf(names), unread);
  }

  private static List<UiNode> rows(UiTree page, Screen screen, Controls controls) {
    List<UiNode> rows = new ArrayList<>();
    List<UiNode> upwards =
        screen.findAllOn(page, "account_sheet.account", "").stream()
            .filter(row -> saysAnything(row, controls))
            .sorted(Comparator.<UiNode>comparingInt(row -> row.bounds().bottom()).reversed())
            .toList();
    Optional<Bounds> below =
        screen.findOn(page, "account_sheet.add_account", "").map(UiNode::bounds);
    for (UiNode row : upwards) {
      if (below.isEmpty() || !isRightAbove(row.bounds(), below.get())) {
        break;
      }
      rows.addFirst(row);
      below = Optional.of(row.bounds());
    }
    return rows;
  }

  /** An icon without words is no account. */
  private static boolean saysAnything(UiNode row, Controls controls) {
    return controls.kin(row).stream()
        .anyMatch(part -> !part.text().isEmpty() || !part.description().isEmpty());
  }

  private static boolean isRightAbove(Bounds row, Bounds below) {
    int height = Math.max(row.bottom() - row.top(), below.bottom() - below.top());
    return below.top() - row.bottom() < height;
  }

  /** A row that is called by its username may show the account's display name too. */
  private static Set<Username> usernames(UiNode row, Controls controls) {
    Optional<Username> called = username(beforeComma(row.description()));
    if (called.isPresent()) {
      return Set.of(called.get());
    }
    Set<Username> names = new LinkedHashSet<>();
    for (UiNode part : controls.kin(row)) {
      username(part.text()).ifPresent(names::add);
      username(beforeComma(part.description())).ifPresent(names::add);
    }
    return names;
  }

  /** A description may go on: {@code ann, 2 notifications}. */
  private static String beforeComma(String description) {
    for (int i = 0; i < description.length(); i++) {
      if (",，、".indexOf(description.charAt(i)) >= 0) {
        return description.substring(0, i);
      }
    }
    return description;
  }

  /** Reads a username; empty for other words, which have blanks or marks, and for small numbers. */
  static Optional<Username> username(String text) {
    boolean badge = text.length() <= LONGEST_BADGE && text.chars().allMatch(Character::isDigit);
    if (text.isBlank() || badge) {
      return Optional.empty();
    }
    try {
      return Optional.of(Username.parse(text));
    } catch (IllegalArgumentException other) {
      return Optional.empty();
    }
  }
}
