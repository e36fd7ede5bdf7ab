package dev.drover.device.picture;

/**
 * What a phone sent as a picture is none. Asking again is safe. The message completes "the phone
 * gave no picture: ".
 */
final class PictureUnreadable extends Exception {
  private static final long serialVersionUID = 1L;

  PictureUnreadable(String message) {
    super(message);
  }
}
