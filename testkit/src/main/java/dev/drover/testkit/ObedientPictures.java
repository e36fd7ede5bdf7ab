package dev.drover.testkit;

import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.application.port.device.PhonePictures;
import dev.drover.domain.device.DeviceSerial;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Pictures of a phone that a test controls: black, of any width up to the screen's. */
final class ObedientPictures implements PhonePictures {
  static final int SCREEN_WIDTH = 1080;
  static final int SCREEN_HEIGHT = 2400;

  private static final Duration LOOK = Duration.ofMillis(5);
  private static final Duration COST = Duration.ofMillis(1);

  private final DeviceSerial serial;
  private final Phone phone;
  private final CountDownLatch over = new CountDownLatch(1);

  /** The phone's side of it. */
  interface Phone {
    boolean isOnline();

    /** Whether it takes requests and does not answer. */
    boolean isSilent();

    /** Told of each picture that is asked for. */
    void pictured();

    /** What the screen shows; empty for a black one. */
    Optional<byte[]> painted();
  }

  ObedientPictures(DeviceSerial serial, Phone phone) {
    this.serial = serial;
    this.phone = phone;
  }

  @Override
  public Picture next(Wish wish) {
    refuseIfOver();
    if (!phone.isOnline()) {
      throw new DeviceUnreachable("phone " + serial + " was lost, says the test");
    }
    phone.pictured();
    while (phone.isSilent()) {
      pause();
    }
    int width = Math.min(wish.width(), SCREEN_WIDTH);
    int height = Math.max(1, Math.round((float) SCREEN_HEIGHT * width / SCREEN_WIDTH));
    return new Picture(
        phone.painted().orElseGet(() -> black(width, height)),
        "image/png",
        width,
        height,
        SCREEN_WIDTH,
        SCREEN_HEIGHT,
        COST);
  }

  private void pause() {
    try {
      if (over.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        throw ended();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw ended();
    }
  }

  private void refuseIfOver() {
    if (over.getCount() == 0) {
      throw ended();
    }
  }

  private DeviceUnreachable ended() {
    return new DeviceUnreachable("nobody watches phone " + serial + " here any more");
  }

  @Override
  public void close() {
    over.countDown();
  }

  /** A PNG of one bit a pixel, all of them zero. */
  private static byte[] black(int width, int height) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    png.writeBytes(
        chunk(
            "IHDR",
            ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {1, 0, 0, 0, 0})
                .array()));
    Deflater deflater = new Deflater();
    deflater.setInput(new byte[(1 + (width + 7) / 8) * height]);
    deflater.finish();
    byte[] part = new byte[4096];
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    while (!deflater.finished()) {
      rows.write(part, 0, deflater.deflate(part));
    }
    deflater.end();
    png.writeBytes(chunk("IDAT", rows.toByteArray()));
    png.writeBytes(chunk("IEND", new byte[0]));
    return png.toByteArray();
  }

  private static byte[] chunk(String type, byte[] content) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(content);
    return ByteBuffer.allocate(content.length + 12)
        .putInt(content.length)
        .put(name)
        .put(content)
        .putInt((int) sum.getValue())
        .array();
  }
}
