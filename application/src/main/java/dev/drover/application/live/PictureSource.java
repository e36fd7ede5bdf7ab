package dev.drover.application.live;

import dev.drover.application.live.PictureBudget.Demand;
import dev.drover.application.port.device.PhonePictures;
import dev.drover.application.port.device.PhonePictures.Wish;
import dev.drover.domain.device.DeviceSerial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The pictures of one phone, and who watches them. Guarded by the lock of {@link LivePictures}. */
final class PictureSource {
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

  /** How much of a new cost comes into the expectation: the last five or so count. */
  private static final double WEIGHT_OF_NEWEST = 0.2;

  /** A picture that comes a little early is shown, or every second one would be left out. */
  private static final double EARLY = 0.9;

  private final DeviceSerial serial;
  private final Map<Viewer, Watched> watchers = new HashMap<>();
  private Optional<PhonePictures> pictures = Optional.empty();
  private boolean busy;
  private boolean ended;
  private long dueAt;
  private long beganAt;
  private int failures;
  private Duration expectedCost;
  private Optional<String> problem = Optional.empty();

  /** How one watcher watches. */
  private static final class Watched {
    private Wish wish;
    private boolean focus;
    private Optional<Long> givenAt = Optional.empty();

    private Watched(Wish wish, boolean focus) {
      this.wish = wish;
      this.focus = focus;
    }
  }

  /**
   * @param expectedCost of a picture, as long as nobody knows better
   * @param now the time of the nano clock, as in all methods
   */
  PictureSource(DeviceSerial serial, Duration expectedCost, long now) {
    this.serial = serial;
    this.expectedCost = expectedCost;
    this.dueAt = now;
  }

  DeviceSerial serial() {
    return serial;
  }

  /**
   * Adds a watcher, or changes how it watches.
   *
   * @return the problem that a new watcher has to know of
   */
  Optional<String> watch(Viewer viewer, Wish wish, boolean focus) {
    Watched before = watchers.get(viewer);
    if (before == null) {
      watchers.put(viewer, new Watched(wish, focus));
      return problem;
    }
    before.wish = wish;
    before.focus = focus;
    return Optional.empty();
  }

  void leave(Viewer viewer) {
    watchers.remove(viewer);
  }

  boolean isWatched() {
    return !watchers.isEmpty();
  }

  boolean isBusy() {
    return busy;
  }

  boolean isInFocus() {
    return watchers.values().stream().anyMatch(watched -> watched.focus);
  }

  private double wishedRate() {
    return watchers.values().stream()
        .mapToDouble(watched -> watched.wish.perSecond())
        .max()
        .orElse(0);
  }

  Demand demand() {
    // A phone that gives no picture takes nothing of the others' share.
    return new Demand(failures > 0 ? 0 : wishedRate(), expectedCost, isInFocus());
  }

  /**
   * When the next picture is due.
   *
   * @param rate pictures a second, as planned now
   */
  long dueAt(double rate) {
    return failures > 0 || rate <= 0 || beganAt == 0
        ? dueAt
        : beganAt + (long) (TimeUnit.SECONDS.toNanos(1) / rate);
  }

  /**
   * The largest wish of all watchers. Its rate is the planned one, rounded up to the wished, half
   * of it, a quarter and so on: a source that streams need not change its pace all the time.
   */
  Wish wish(double rate) {
    double wished = wishedRate();
    double stepped = wished;
    while (rate > 0 && stepped / 2 >= rate) {
      stepped /= 2;
    }
    int width =
        watchers.values().stream().mapToInt(watched -> watched.wish.width()).max().orElse(1);
    return new Wish(width, stepped);
  }

  Duration begin(long now) {
    busy = true;
    beganAt = now == 0 ? 1 : now;
    return expectedCost;
  }

  void end() {
    busy = false;
  }

  Optional<PhonePictures> pictures() {
    return pictures;
  }

  /** Keeps an opened source; refused, and to be closed by the caller, once nobody watches. */
  boolean keep(PhonePictures opened) {
    if (ended) {
      return false;
    }
    pictures = Optional.of(opened);
    return true;
  }

  /** Gives up the open source, which the caller closes. */
  Optional<PhonePictures> letGo() {
    Optional<PhonePictures> open = pictures;
    pictures = Optional.empty();
    return open;
  }

  /** Nobody watches any more. */
  Optional<PhonePictures> finish() {
    ended = true;
    return letGo();
  }

  boolean isEnded() {
    return ended;
  }

  /** Notes a picture, and returns those whose turn it is to see it. */
  List<Viewer> succeeded(Duration cost, long now) {
    failures = 0;
    problem = Optional.empty();
    expectedCost =
        Duration.ofNanos(
            Math.round(
                expectedCost.toNanos() * (1 - WEIGHT_OF_NEWEST)
                    + cost.toNanos() * WEIGHT_OF_NEWEST));
    List<Viewer> turn = new ArrayList<>();
    watchers.forEach(
        (viewer, watched) -> {
          double gap = TimeUnit.SECONDS.toNanos(1) / watched.wish.perSecond() * EARLY;
          if (watched.givenAt.isEmpty() || now - watched.givenAt.get() >= gap) {
            watched.givenAt = Optional.of(now);
            turn.add(viewer);
          }
        });
    return turn;
  }

  /** Notes a failure, and returns who has to know of it: a reason that is known is not repeated. */
  List<Viewer> failed(String reason, long now) {
    failures = Math.min(failures + 1, Integer.SIZE);
    Duration wait = failures > 5 ? LONGEST_RETRY : FIRST_RETRY.multipliedBy(1L << (failures - 1));
    dueAt = now + (wait.compareTo(LONGEST_RETRY) < 0 ? wait : LONGEST_RETRY).toNanos();
    boolean known = problem.filter(reason::equals).isPresent();
    problem = Optional.of(reason);
    return known ? List.of() : List.copyOf(watchers.keySet());
  }

  /** Tries a phone again at once that has come back. */
  void retryNow(long now) {
    if (failures > 0) {
      dueAt = now;
    }
  }

  Duration expectedCost() {
    return expectedCost;
  }
}
