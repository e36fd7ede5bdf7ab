package dev.drover.application.live;

import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.application.port.device.PhonePictures;
import dev.drover.domain.device.DeviceSerial;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Live pictures without threads: a test lets time pass, and every step is its own. */
final class LiveLab {
  private static final long MILLISECOND = 1_000_000;

  final Map<String, Integer> taken = new HashMap<>();
  final Map<String, PhonePictures.Wish> lastWish = new HashMap<>();
  final Set<String> open = new HashSet<>();
  final Map<String, String> elsewhere = new HashMap<>();
  final Map<String, RuntimeException> failing = new HashMap<>();
  Duration cost = Duration.ofMillis(10);
  final Deque<Runnable> begun = new ArrayDeque<>();
  final LivePictures pictures;
  private long now = 1;

  LiveLab(double cores) {
    pictures =
        new LivePictures(
            serial -> Optional.ofNullable(elsewhere.get(serial.value())),
            Source::new,
            cores,
            Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC),
            () -> now,
            begun::add,
            _ -> {});
  }

  /** The pictures of one phone. */
  private final class Source implements PhonePictures {
    private final String serial;

    Source(DeviceSerial serial) {
      this.serial = serial.value();
      open.add(this.serial);
    }

    @Override
    public Picture next(Wish wish) {
      lastWish.put(serial, wish);
      RuntimeException failure = failing.get(serial);
      if (failure != null) {
        throw failure;
      }
      taken.merge(serial, 1, Integer::sum);
      return new Picture(new byte[] {1}, "image/jpeg", wish.width(), 1, 1080, 2400, cost);
    }

    @Override
    public void close() {
      open.remove(serial);
    }
  }

  PhonePictures source(DeviceSerial serial) {
    return new Source(serial);
  }

  static DeviceUnreachable unreachable(String why) {
    return new DeviceUnreachable(why);
  }

  /** Lets time pass as the server's own loop does, and takes no time for pictures. */
  void letPass(Duration time) {
    long end = now + time.toNanos();
    while (now < end) {
      long wait = pictures.step().toNanos();
      if (begun.isEmpty()) {
        now += Math.clamp(wait, MILLISECOND, Math.max(MILLISECOND, end - now));
      } else {
        runBegun();
      }
    }
  }

  void runBegun() {
    Runnable next = begun.poll();
    while (next != null) {
      next.run();
      next = begun.poll();
    }
  }

  int taken(String serial) {
    return taken.getOrDefault(serial, 0);
  }

  static View view(String serial, int width, double perSecond) {
    return new View(new DeviceSerial(serial), new PhonePictures.Wish(width, perSecond));
  }

  static Optional<DeviceSerial> focus(String serial) {
    return Optional.of(new DeviceSerial(serial));
  }

  /** Somebody who watches, and what they have seen. */
  static class Person implements Viewer {
    final List<LivePicture> seen = new ArrayList<>();
    final List<String> problems = new ArrayList<>();

    @Override
    public void picture(LivePicture picture) {
      seen.add(picture);
    }

    @Override
    public void problem(DeviceSerial serial, String reason) {
      problems.add(reason);
    }
  }
}
