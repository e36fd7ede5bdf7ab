package dev.drover.virtualphone.app;

import java.util.List;

/**
 * A message that an app shows.
 *
 * @param choices the words below the message: buttons of a dialog, ways on from a page
 */
public record Notice(Label message, List<Label> choices) {
  public Notice {
    choices = List.copyOf(choices);
  }

  public static Notice of(Label message, Label... choices) {
    return new Notice(message, List.of(choices));
  }
}
