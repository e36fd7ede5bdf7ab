package dev.drover.application.port.device;

import dev.drover.domain.device.DeviceSerial;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Supplier;

/** Takes whole screenshots, of a gateway that has nothing smaller. They are not scaled. */
final class ScreenshotPictures implements PhonePictures {
  /** The place of the width in a PNG: the signature, then length and name of the first chunk. */
  private static final int WIDTH_AT = 16;

  private final DeviceSerial serial;
  private final Supplier<byte[]> screenshot;

  ScreenshotPictures(DeviceSerial serial, Supplier<byte[]> screenshot) {
    this.serial = serial;
    this.screenshot = screenshot;
  }

  @Override
  public Picture next(Wish wish) {
    byte[] png = screenshot.get();
    if (png.length < WIDTH_AT + 2 * Integer.BYTES) {
      throw new DeviceUnreachable("phone " + serial + " gave no picture of its screen");
    }
    ByteBuffer header = ByteBuffer.wrap(png);
    int width = header.getInt(WIDTH_AT);
    int height = header.getInt(WIDTH_AT + Integer.BYTES);
    return new Picture(png, "image/png", width, height, width, height, Duration.ZERO);
  }

  /** Nothing runs between two screenshots. */
  @Override
  public void close() {
    // There is nothing to end.
  }
}
