package dev.drover.device.picture;

import dev.drover.application.port.device.PhonePictures.Picture;
import dev.drover.application.port.device.PhonePictures.Wish;
import dev.drover.device.adb.PhoneLost;

/** A way to pictures of one phone. Used by one thread, but for {@link #close}. */
sealed interface PictureSource extends AutoCloseable permits AgentPictures, ScreencapPictures {
  /** Names the source in messages: "its pictures come from ...". */
  String name();

  /** Whether there is something to ask; a source that can't be used has not failed. */
  boolean isThere();

  /**
   * Takes a picture.
   *
   * @throws SourceFailed if none comes from here now
   * @throws PhoneLost if the phone is gone
   */
  Picture next(Wish wish) throws SourceFailed;

  /** Ends what it has under way, from any thread. */
  @Override
  void close();

  /** Signals that a source gives no picture now. A later attempt may succeed. */
  final class SourceFailed extends Exception {
    private static final long serialVersionUID = 1L;

    SourceFailed(String message, Exception cause) {
      super(message, cause);
    }

    SourceFailed(String message) {
      super(message);
    }
  }
}
