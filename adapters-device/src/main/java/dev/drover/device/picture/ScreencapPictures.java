package dev.drover.device.picture;

import dev.drover.application.port.device.PhonePictures.Picture;
import dev.drover.application.port.device.PhonePictures.Wish;
import dev.drover.device.adb.PhoneBeside;
import dev.drover.device.adb.ShellCommand;
import dev.drover.device.picture.PictureThreads.Done;
import dev.drover.device.picture.ScreenSize.Size;
import java.time.Duration;

/**
 * Pictures by {@code screencap}, which every phone has. The phone makes a PNG of the whole screen,
 * which takes it 0.2 to 1 s; this server makes a small JPEG of it.
 *
 * <p>Without {@code -p}, the phone would send its pixels as they are: 10 MB a picture instead of
 * one. That is more than a wall of phones can send, and receiving it takes this server as long as
 * decoding the PNG (16 ms of processor time, tried with a screen of 1,080 times 2,400 pixels).
 */
final class ScreencapPictures implements PictureSource {
  private static final ShellCommand SCREENCAP = ShellCommand.of("screencap", "-p");
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final PhoneBeside phone;
  private final ScreenSize screen;

  ScreencapPictures(PhoneBeside phone) {
    this.phone = phone;
    this.screen = new ScreenSize(phone);
  }

  @Override
  public String name() {
    return "screencap";
  }

  @Override
  public boolean isThere() {
    return true;
  }

  /** A small picture, and the size of what it was made of. */
  @SuppressWarnings("ArrayRecordComponent") // pictures are never compared
  private record Small(byte[] jpeg, Pixels pixels, Size original) {}

  @Override
  public Picture next(Wish wish) throws SourceFailed {
    var natural = screen.natural();
    byte[] png = phone.exec(SCREENCAP, DEADLINE);
    Done<Small> done;
    try {
      done = PictureThreads.process(() -> small(png, wish.width()));
    } catch (PictureUnreadable unreadable) {
      throw new SourceFailed(String.valueOf(unreadable.getMessage()), unreadable);
    }
    Small small = done.result();
    Pixels pixels = small.pixels();
    Size size =
        natural
            .map(known -> known.turnedLike(pixels.width(), pixels.height()))
            .orElse(small.original());
    return new Picture(
        small.jpeg(),
        "image/jpeg",
        pixels.width(),
        pixels.height(),
        size.width(),
        size.height(),
        done.cost().plus(PictureThreads.receiving(png.length)));
  }

  private static Small small(byte[] png, int width) throws PictureUnreadable {
    PngScaler original = PngScaler.of(png);
    Pixels pixels = original.scaled(width);
    return new Small(
        JpegEncoder.encode(pixels), pixels, new Size(original.width(), original.height()));
  }

  /** Nothing stays open between two pictures. */
  @Override
  public void close() {}
}
