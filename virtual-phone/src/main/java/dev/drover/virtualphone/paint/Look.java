package dev.drover.virtualphone.paint;

import java.awt.Color;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the picture of a view needs beyond its accessibility facts. No dump of the screen shows it.
 *
 * @param style how its words and its surface look
 * @param symbol the icon that it shows
 * @param note a short text below the icon, such as a number of likes; or empty
 * @param ornaments drawn below its words, in order
 * @param accent the colour of the app; only of the view at the root
 * @param frame the phone around it; only of the view at the root
 */
public record Look(
    Style style,
    Optional<Symbol> symbol,
    String note,
    List<Ornament> ornaments,
    Accent accent,
    Optional<Frame> frame) {
  static final Look PLAIN =
      new Look(Style.PLAIN, Optional.empty(), "", List.of(), Accent.SYSTEM, Optional.empty());

  /** The colour of an app's buttons. */
  public enum Accent {
    ROSE(0xf0325a, 0xff7a45),
    VIOLET(0x5b5bf0, 0xb04bd8),
    SYSTEM(0x2f6fed, 0x38a3f5);

    private final Color begin;
    private final Color end;

    Accent(int begin, int end) {
      this.begin = new Color(begin);
      this.end = new Color(end);
    }

    Color begin() {
      return begin;
    }

    /** The colour that it passes into where it is large. */
    Color end() {
      return end;
    }
  }

  /** The styles of words and surfaces. */
  public enum Style {
    /** By the Android class. */
    PLAIN,
    /** The name of a page, in its middle. */
    TITLE,
    /** A message in the middle of a page. */
    MESSAGE,
    /** What is wrong with an entry. */
    MISTAKE,
    /** A name: bold. */
    NAME,
    /** A side remark: small and grey. */
    QUIET,
    /** A side remark in the middle of its place. */
    QUIET_CENTERED,
    /** A number above its name. */
    COUNT,
    /** Words about a video. */
    CAPTION,
    /** A line of a list with an icon at its left. */
    ROW,
    /** A tool: an icon above its name. */
    TOOL,
    /** One of several names side by side; the selected one is underlined. */
    SEGMENT,
    /** A rounded chip over a picture. */
    CHIP,
    /** What says that a broadcast goes on. */
    LIVE,
    /** A small dark badge at the corner of a picture. */
    BADGE,
    /** The number of a chosen picture. */
    CHOICE,
    /** A tab of the bar at the bottom. */
    TAB,
    /** The button that a page is made for. */
    PRIMARY,
    /** A button beside others. */
    SECONDARY,
    /** Words inside a button that writes them itself. */
    INNER,
    /** A button without a surface. */
    LINK,
    /** A text field with words of its owner. */
    FIELD,
    /** A text field that shows its hint. */
    HINT,
    /** The part of a page that a sheet leaves, which is dimmed. */
    SCRIM,
    /** An app on the home screen. */
    APP
  }

  public Look {
    ornaments = List.copyOf(ornaments);
  }

  Look styled(Style newStyle) {
    return new Look(newStyle, symbol, note, ornaments, accent, frame);
  }

  Look marked(Symbol newSymbol) {
    return new Look(style, Optional.of(newSymbol), note, ornaments, accent, frame);
  }

  Look noted(String newNote) {
    return new Look(style, symbol, newNote, ornaments, accent, frame);
  }

  Look with(Ornament ornament) {
    return new Look(
        style,
        symbol,
        note,
        Stream.concat(ornaments.stream(), Stream.of(ornament)).toList(),
        accent,
        frame);
  }

  Look accented(Accent newAccent) {
    return new Look(style, symbol, note, ornaments, newAccent, frame);
  }

  Look framed(Frame newFrame) {
    return new Look(style, symbol, note, ornaments, accent, Optional.of(newFrame));
  }
}
