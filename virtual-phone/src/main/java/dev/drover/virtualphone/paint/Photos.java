package dev.drover.virtualphone.paint;

import dev.drover.virtualphone.paint.View.Bounds;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Draws picture files, and keeps the small pictures of the latest ones. Safe for any thread. */
final class Photos {
  /** Decoded pictures have about this many pixels at most: a megabyte. */
  private static final int KEPT_PIXELS = 250_000;

  /** A file that claims more pixels than this, in all or on a side, is not decoded. */
  private static final long MOST_PIXELS = 100_000_000;

  private static final int LONGEST_SIDE = 30_000;

  private static final int KEPT = 32;

  /**
   * The latest pictures; empty for files that can't be decoded. Memory that is short clears them.
   */
  private static final Map<String, Optional<SoftReference<BufferedImage>>> LATEST =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(
            Map.Entry<String, Optional<SoftReference<BufferedImage>>> eldest) {
          return size() > KEPT;
        }
      };

  private Photos() {}

  /** Draws a picture so that it fills its place; a file that can't be decoded becomes a scene. */
  static void paint(Graphics2D canvas, Ornament.Photo photo) {
    Bounds place = photo.bounds();
    Optional<BufferedImage> decoded = decoded(photo);
    if (decoded.isEmpty()) {
      Scenes.paint(canvas, place, photo.key(), "", 0);
      return;
    }
    BufferedImage image = decoded.get();
    double scale =
        Math.max(
            (double) place.width() / image.getWidth(), (double) place.height() / image.getHeight());
    int width = (int) Math.ceil(image.getWidth() * scale);
    int height = (int) Math.ceil(image.getHeight() * scale);
    Shape clip = canvas.getClip();
    canvas.clipRect(place.left(), place.top(), place.width(), place.height());
    canvas.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    canvas.drawImage(
        image,
        place.left() + (place.width() - width) / 2,
        place.top() + (place.height() - height) / 2,
        width,
        height,
        null);
    canvas.setClip(clip);
  }

  private static Optional<BufferedImage> decoded(Ornament.Photo photo) {
    synchronized (LATEST) {
      Optional<SoftReference<BufferedImage>> known = LATEST.get(photo.key());
      if (known != null) {
        Optional<BufferedImage> kept = known.flatMap(image -> Optional.ofNullable(image.get()));
        if (kept.isPresent() || known.isEmpty()) {
          return kept;
        }
      }
    }
    Optional<BufferedImage> read = photo.content().get().flatMap(Photos::read);
    synchronized (LATEST) {
      LATEST.put(photo.key(), read.map(SoftReference::new));
    }
    return read;
  }

  private static Optional<BufferedImage> read(byte[] file) {
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        long pixels = (long) width * height;
        if (pixels > MOST_PIXELS || Math.max(width, height) > LONGEST_SIDE) {
          return Optional.empty();
        }
        ImageReadParam every = reader.getDefaultReadParam();
        int step = (int) Math.max(1, Math.round(Math.sqrt((double) pixels / KEPT_PIXELS)));
        every.setSourceSubsampling(step, step, 0, 0);
        return Optional.of(reader.read(0, every));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException undecodable) {
      // Java's readers throw all sorts of exceptions at files that tests have made up.
      return Optional.empty();
    }
  }
}
