package dev.drover.device.picture;

import dev.drover.application.port.device.PhonePictures.Picture;
import dev.drover.application.port.device.PhonePictures.Wish;
import dev.drover.device.adb.HttpExchangeFailed;
import dev.drover.device.adb.HttpRequest;
import dev.drover.device.adb.PhoneBeside;
import dev.drover.device.adb.PhoneLost;
import dev.drover.device.picture.ScreenSize.Size;
import dev.drover.device.screen.driver.ScreenDrivers;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Pictures from the UiAutomator2 agent, where it runs: it encodes them on the phone and streams
 * them, and this server passes them on. A thread reads the stream as long as somebody asks, so that
 * the newest picture is never an old one that waited on the way; with nobody asking, the stream is
 * closed and the phone draws none.
 *
 * <p>The agent belongs to attempts. It is not started or stopped from here, and its session is only
 * named in a request that changes the settings of the stream, which attempts don't have.
 */
final class AgentPictures implements PictureSource {
  /** The agent's port for its stream ({@code mjpegServerPort}). */
  private static final int PORT = 7810;

  /** The agent reads no request, but begins when something has come. */
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private static final Duration SETTINGS_DEADLINE = Duration.ofSeconds(5);

  /** At the lowest rate one comes each second; the first within half a second more. */
  private static final Duration PICTURE_DEADLINE = Duration.ofSeconds(4);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

  /** The stream stays open for this long, and for two pictures, without anybody who asks. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  /** Below this rate, in pictures a second, the stream is opened for each picture. */
  private static final double SLOW = 0.5;

  private static final int[] RATES = {1, 2, 5, 10, 15, 30};

  /** In percent: small writing stays readable. */
  private static final int QUALITY = 60;

  private final PhoneBeside phone;
  private final Supplier<Optional<String>> session;
  private final ScreenSize screen;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock.
  private Optional<Received> newest = Optional.empty();
  private Optional<SourceFailed> failure = Optional.empty();
  private Optional<Wish> wish = Optional.empty();
  private boolean reading;
  private boolean closed;
  private long askedAt;

  /**
   * @param session the agent's session, as long as an attempt has one
   */
  AgentPictures(PhoneBeside phone, Supplier<Optional<String>> session) {
    this.phone = phone;
    this.session = session;
    this.screen = new ScreenSize(phone);
  }

  @SuppressWarnings("ArrayRecordComponent") // pictures are never compared
  private record Received(byte[] jpeg, JpegSize size, Size screen) {
    Picture picture() {
      Size turned = screen.turnedLike(size.width(), size.height());
      return new Picture(
          jpeg,
          "image/jpeg",
          size.width(),
          size.height(),
          turned.width(),
          turned.height(),
          PictureThreads.receiving(jpeg.length));
    }
  }

  /**
   * What the agent is told.
   *
   * @param scale in percent of the screen
   * @param rate pictures a second
   */
  private record Settings(int scale, int rate) {
    static Settings of(Wish wish, int screenWidth) {
      int rate = RATES[RATES.length - 1];
      for (int i = RATES.length - 1; i >= 0 && RATES[i] >= wish.perSecond(); i--) {
        rate = RATES[i];
      }
      long percent = (100L * wish.width() + screenWidth - 1) / screenWidth;
      return new Settings(Math.clamp(percent, 1, 100), rate);
    }

    /** Half the time between two pictures. */
    long shortestNanos() {
      return TimeUnit.SECONDS.toNanos(1) / rate / 2;
    }

    String json() {
      return String.format(
          Locale.ROOT,
          "{\"settings\": {\"mjpegScalingFactor\": %d, \"mjpegServerFramerate\": %d,"
              + " \"mjpegServerScreenshotQuality\": %d, \"mjpegBilinearFiltering\": true}}",
          scale,
          rate,
          QUALITY);
    }
  }

  @Override
  public String name() {
    return "the UiAutomator2 agent";
  }

  @Override
  public boolean isThere() {
    return session.get().isPresent();
  }

  @Override
  public Picture next(Wish newWish) throws SourceFailed {
    lock.lock();
    try {
      wish = Optional.of(newWish);
      askedAt = System.nanoTime();
      if (!reading) {
        newest = Optional.empty();
        failure = Optional.empty();
      }
      long left = LONGEST_WAIT.toNanos();
      while (newest.isEmpty() && failure.isEmpty() && !closed && left > 0) {
        if (!reading) {
          reading = true;
          Thread.ofVirtual().name("phone-pictures").start(this::read);
        }
        left = changed.awaitNanos(left);
      }
      if (newest.isEmpty()) {
        throw failure.orElseGet(() -> new SourceFailed("its stream brings no picture"));
      }
      Received taken = newest.get();
      newest = Optional.empty();
      return taken.picture();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SourceFailed("interrupted", interrupted);
    } finally {
      lock.unlock();
    }
  }

  private void read() {
    try (PhoneBeside.Stream stream = phone.stream(PORT, REQUEST)) {
      MultipartPictures parts = new MultipartPictures();
      Optional<Settings> told = Optional.empty();
      Size turned = natural();
      Optional<Wish> wanted = wanted();
      while (wanted.isPresent()) {
        Settings settings = Settings.of(wanted.get(), turned.width());
        if (!told.equals(Optional.of(settings))) {
          tell(settings);
          told = Optional.of(settings);
        }
        Size natural = natural();
        long begun = System.nanoTime();
        Received received =
            stream.read(
                PICTURE_DEADLINE,
                bytes -> {
                  byte[] jpeg = parts.next(bytes);
                  return new Received(jpeg, JpegSize.of(jpeg), natural);
                });
        turned = natural.turnedLike(received.size().width(), received.size().height());
        offer(received);
        wanted = wanted.get().perSecond() < SLOW ? Optional.empty() : wanted();
        if (wanted.isPresent()) {
          // A phone that sends faster than it was told waits, and costs this server no more.
          LockSupport.parkNanos(settings.shortestNanos() - (System.nanoTime() - begun));
        }
      }
      end(Optional.empty());
    } catch (HttpExchangeFailed | PhoneLost failed) {
      end(Optional.of(new SourceFailed(String.valueOf(failed.getMessage()), failed)));
    } catch (SourceFailed failed) {
      end(Optional.of(failed));
    } catch (RuntimeException | Error defect) {
      end(Optional.of(new SourceFailed("a defect of this server: " + defect)));
      throw defect;
    }
  }

  private Size natural() throws SourceFailed {
    return screen.natural().orElseThrow(() -> new SourceFailed("wm size does not tell the size"));
  }

  private void tell(Settings settings) throws HttpExchangeFailed, SourceFailed {
    String open = session.get().orElseThrow(() -> new SourceFailed("its session was closed"));
    int status =
        phone
            .http(
                ScreenDrivers.AGENT_PORT,
                HttpRequest.post("/session/" + open + "/appium/settings", settings.json()),
                SETTINGS_DEADLINE)
            .status();
    if (status != 200) {
      throw new SourceFailed("it answers " + status + " when told how to stream");
    }
  }

  /** Returns what is wanted; empty when nobody has asked for a while. */
  private Optional<Wish> wanted() {
    lock.lock();
    try {
      Duration idle = Duration.ofNanos(System.nanoTime() - askedAt);
      return wish.filter(asked -> !closed && idle.compareTo(linger(asked)) < 0);
    } finally {
      lock.unlock();
    }
  }

  /** Returns how long the stream stays open with nobody who asks. */
  private static Duration linger(Wish wish) {
    Duration two = Duration.ofMillis(Math.round(2_000 / wish.perSecond()));
    return two.compareTo(LINGER) > 0 ? two : LINGER;
  }

  private void offer(Received received) {
    lock.lock();
    try {
      newest = Optional.of(received);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void end(Optional<SourceFailed> why) {
    lock.lock();
    try {
      reading = false;
      failure = why;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
