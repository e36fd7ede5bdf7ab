package dev.drover.device.control;

import dev.drover.domain.control.NodeSelector;
import dev.drover.domain.control.NodeSelector.Comparison;
import dev.drover.domain.control.NodeSelector.TextCondition;
import java.util.Optional;
import java.util.OptionalInt;

/** Selectors with a single condition. */
final class Selectors {
  private static final Optional<TextCondition> ANY_TEXT = Optional.empty();
  private static final Optional<Boolean> ANY = Optional.empty();

  private Selectors() {}

  static NodeSelector ofText(Comparison comparison, String value) {
    return of(Optional.of(new TextCondition(comparison, value)), ANY_TEXT, OptionalInt.empty());
  }

  static NodeSelector ofText(Comparison comparison, String value, int index) {
    return of(Optional.of(new TextCondition(comparison, value)), ANY_TEXT, OptionalInt.of(index));
  }

  static NodeSelector ofDescription(Comparison comparison, String value) {
    return of(ANY_TEXT, Optional.of(new TextCondition(comparison, value)), OptionalInt.empty());
  }

  private static NodeSelector of(
      Optional<TextCondition> text, Optional<TextCondition> description, OptionalInt index) {
    return new NodeSelector(
        text,
        description,
        ANY_TEXT,
        ANY_TEXT,
        ANY_TEXT,
        ANY,
        ANY,
        ANY,
        ANY,
        ANY,
        ANY,
        ANY,
        ANY,
        ANY,
        index);
  }
}
