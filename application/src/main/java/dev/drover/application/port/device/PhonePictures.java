package dev.drover.application.port.device;

import java.time.Duration;

/**
 * Pictures of one phone's screen, for people who watch it. One thread at a time takes them. As long
 * as nobody takes a picture, the phone takes none.
 */
public interface PhonePictures extends AutoCloseable {

  /**
   * Takes the next picture, on the caller's thread. May block for some seconds, but does not wait
   * for the wish's pace: that is the caller's. An attempt's calls to the phone come first. A phone
   * that was lost and came back is used again.
   *
   * @throws DeviceUnreachable if the phone is lost, or gives no picture now, or the pictures were
   *     closed; a retry is safe
   */
  Picture next(Wish wish);

  /**
   * Ends whatever runs on the phone for the pictures, from any thread. A call under way fails soon,
   * and later calls at once.
   */
  @Override
  void close();

  /**
   * What whoever watches wants.
   *
   * @param width in pixels, 1 or more; a source may give more or less
   * @param perSecond how often the caller is going to ask; above 0, and at most 30. A phone that
   *     streams is told to draw about as often, and stops when nobody asks for some seconds
   */
  record Wish(int width, double perSecond) {
    public Wish {
      if (width < 1) {
        throw new IllegalArgumentException("a picture is one pixel wide or more");
      }
      if (!(perSecond > 0 && perSecond <= 30)) {
        throw new IllegalArgumentException("pictures are taken up to 30 times a second");
      }
    }
  }

  /**
   * A picture of the whole screen. The array is not copied: nobody changes it.
   *
   * @param mediaType {@code image/jpeg} or {@code image/png}
   * @param width of the picture, in pixels
   * @param screenWidth of the screen as it is turned now, in the pixels that taps are given in
   * @param cost the processor time that this server spent on it, estimated where it can't be
   *     measured
   */
  @SuppressWarnings("ArrayRecordComponent") // pictures are never compared
  record Picture(
      byte[] bytes,
      String mediaType,
      int width,
      int height,
      int screenWidth,
      int screenHeight,
      Duration cost) {}
}
