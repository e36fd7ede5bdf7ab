package dev.drover.virtualphone.paint;

import dev.drover.virtualphone.paint.View.Bounds;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Something that is drawn on a screen and that programs do not see. */
public sealed interface Ornament {

  /** Its place on the screen. */
  Bounds bounds();

  /**
   * A picture that follows from a seed, such as a video's id.
   *
   * @param topic words that may say what it shows, such as a caption
   * @param motion whether it moves, and when it stopped
   */
  record Scene(Bounds bounds, String seed, String topic, Motion motion) implements Ornament {}

  /** The motion of a scene. */
  sealed interface Motion {}

  /** The picture behind the apps, which is each phone's own. */
  record Wallpaper(Bounds bounds) implements Ornament {}

  /** A picture that never moves. */
  record Still() implements Motion {}

  /** A video that plays. */
  record Playing() implements Motion {}

  /** A video that was stopped. */
  record Stopped(Instant at) implements Motion {}

  /**
   * A picture file.
   *
   * @param key the same for the same content
   * @param content the file, if it is still there; what can't be decoded is drawn as a scene
   */
  record Photo(Bounds bounds, String key, Supplier<Optional<byte[]>> content) implements Ornament {}

  /**
   * The picture of a user: initials on a colour.
   *
   * @param ring whether a ring of the app's colour surrounds it
   */
  record Avatar(Bounds bounds, String name, boolean ring) implements Ornament {}

  /** The record that turns while a video plays. */
  record Disc(Bounds bounds, String seed) implements Ornament {}

  /** A symbol that is not a view of its own. */
  record Mark(Bounds bounds, Symbol symbol, boolean filled) implements Ornament {}

  /** A pale symbol in a place that is empty yet. */
  record Hollow(Bounds bounds, Symbol symbol) implements Ornament {}

  /** A small round picture. */
  record Bubble(Bounds bounds, String seed) implements Ornament {}

  /** A symbol on a tile of the app's colour. */
  record Emblem(Bounds bounds, Symbol symbol) implements Ornament {}

  /** A rounded card, such as that of a dialog. */
  record Card(Bounds bounds) implements Ornament {}

  /** A thin line between two parts of a page. */
  record Rule(Bounds bounds) implements Ornament {}

  /** A shade over the whole of its place. */
  record Shade(Bounds bounds) implements Ornament {}

  /** The name of an app in large letters. */
  record Lettering(Bounds bounds, String words) implements Ornament {}

  /** The phone's time and date in large figures. */
  record Clock(Bounds bounds) implements Ornament {}
}
