package dev.drover.device.app.tiktok;

import dev.drover.device.hierarchy.UiNode;

/** Reads the texts of elements that contain several. */
final class Labels {
  private Labels() {}

  /** The first words on an element or inside it, such as the title on a row; empty without any. */
  static String first(UiNode node) {
    if (!node.text().isEmpty()) {
      return node.text();
    }
    return node.children().stream()
        .map(Labels::first)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }
}
