package dev.drover.application.live;

import dev.drover.application.live.PictureBudget.Plan;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.application.port.device.PhonePictures;
import dev.drover.application.port.device.PhonePictures.Picture;
import dev.drover.application.port.device.PhonePictures.Wish;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.node.NodeId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes pictures of the phones that somebody watches. Each phone is taken once, as large and as
 * often as the most demanding of its watchers wishes, and the picture is handed to all of them. All
 * pictures together stay within a budget of processor time.
 *
 * <p>While nobody watches, no source is open and no thread runs. Safe for use by any thread.
 */
public final class LivePictures implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LivePictures.class);

  /** What a picture is expected to cost before one was taken. */
  private static final Duration USUAL_COST = Duration.ofMillis(20);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /** Steps are at least this far apart, however many pictures end. */
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(5);

  private final Function<DeviceSerial, Optional<String>> whyNotHere;
  private final Function<DeviceSerial, PhonePictures> phones;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Executor takers;
  private final Executor pacer;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** The fields below are guarded by the lock. */
  private final PictureBudget budget;

  private final Map<DeviceSerial, PictureSource> sources = new HashMap<>();
  private Duration usualCost = USUAL_COST;
  private Plan plan = new Plan(1, 1);
  private boolean pacing;
  private boolean closed;

  /** When the pacer looks again. */
  private long nextLook;

  private final LongAdder taken = new LongAdder();
  private final LongAdder spent = new LongAdder();

  /**
   * @param node this server
   * @param cores the processor time that pictures may take, in cores; above 0
   */
  public LivePictures(
      NodeId node, DeviceGateway gateway, DeviceDirectory directory, double cores, Clock clock) {
    this(
        new PhonePlaces(node, gateway, directory)::whyNotHere,
        gateway::pictures,
        cores,
        clock,
        System::nanoTime,
        picture -> Thread.ofVirtual().name("live-picture").start(picture),
        pacer -> Thread.ofVirtual().name("live").start(pacer));
    gateway.onChange(
        device -> {
          if (device.state() == DeviceState.ONLINE) {
            cameBack(device.serial());
          }
        });
  }

  /**
   * @param whyNotHere the reason why this server can't have pictures of a phone; empty if it can
   * @param phones opens the pictures of a phone
   * @param takers runs each taking of a picture, which may block for seconds
   * @param pacer runs what calls {@link #step} as long as somebody watches
   */
  LivePictures(
      Function<DeviceSerial, Optional<String>> whyNotHere,
      Function<DeviceSerial, PhonePictures> phones,
      double cores,
      Clock clock,
      LongSupplier nanoTime,
      Executor takers,
      Executor pacer) {
    this.whyNotHere = whyNotHere;
    this.phones = phones;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.takers = takers;
    this.pacer = pacer;
    this.budget = new PictureBudget(cores, nanoTime);
  }

  /** Begins to watch; no phone yet. */
  public Watching watch(Viewer viewer) {
    return new Watching(viewer);
  }

  /** What one viewer watches. Ends with {@link #close}. */
  public final class Watching implements AutoCloseable {
    private final Viewer viewer;
    private final Set<DeviceSerial> shown = new HashSet<>();
    private boolean over;

    private Watching(Viewer viewer) {
      this.viewer = viewer;
    }

    /**
     * Watches these phones, and no others any more. The viewer is told of a known problem of a new
     * one at once. A picture that is under way may come after the phone was left.
     *
     * @param views each phone once
     * @param focus the phone whose pictures come first
     */
    public void show(List<View> views, Optional<DeviceSerial> focus) {
      List<Runnable> afterwards = new ArrayList<>();
      lock.lock();
      try {
        if (over || closed) {
          return;
        }
        Set<DeviceSerial> wanted = new HashSet<>();
        for (View view : views) {
          wanted.add(view.serial());
          PictureSource source = sources.computeIfAbsent(view.serial(), LivePictures.this::begun);
          source
              .watch(viewer, view.wish(), focus.filter(view.serial()::equals).isPresent())
              .ifPresent(problem -> afterwards.add(() -> viewer.problem(view.serial(), problem)));
        }
        leaveAllBut(wanted, afterwards);
        shown.addAll(wanted);
        wakePacer();
      } finally {
        lock.unlock();
      }
      afterwards.forEach(Runnable::run);
    }

    private void leaveAllBut(Set<DeviceSerial> wanted, List<Runnable> afterwards) {
      shown.removeIf(
          serial -> {
            if (wanted.contains(serial)) {
              return false;
            }
            leave(serial, viewer, afterwards);
            return true;
          });
    }

    @Override
    public void close() {
      List<Runnable> afterwards = new ArrayList<>();
      lock.lock();
      try {
        over = true;
        leaveAllBut(Set.of(), afterwards);
        wakePacer();
      } finally {
        lock.unlock();
      }
      afterwards.forEach(Runnable::run);
    }
  }

  private PictureSource begun(DeviceSerial serial) {
    return new PictureSource(serial, usualCost, nanoTime.getAsLong());
  }

  private void leave(DeviceSerial serial, Viewer viewer, List<Runnable> afterwards) {
    PictureSource source = sources.get(serial);
    if (source == null) {
      return;
    }
    source.leave(viewer);
    if (!source.isWatched()) {
      sources.remove(serial);
      source.finish().ifPresent(open -> afterwards.add(() -> closeElsewhere(serial, open)));
    }
  }

  /** Closing may talk to the phone, and whoever leaves does not wait for that. */
  private void closeElsewhere(DeviceSerial serial, PhonePictures open) {
    takers.execute(() -> close(serial, open));
  }

  private static void close(DeviceSerial serial, PhonePictures open) {
    try {
      open.close();
    } catch (RuntimeException failed) {
      log.warn("the pictures of phone {} were not closed in order", serial, failed);
    }
  }

  /** A phone that comes back is tried at once. */
  void cameBack(DeviceSerial serial) {
    lock.lock();
    try {
      PictureSource source = sources.get(serial);
      if (source != null) {
        source.retryNow(nanoTime.getAsLong());
        wakePacer();
      }
    } finally {
      lock.unlock();
    }
  }

  private void wakePacer() {
    if (!pacing && !sources.isEmpty()) {
      pacing = true;
      pacer.execute(this::pace);
    }
    nextLook = nanoTime.getAsLong();
    changed.signalAll();
  }

  /** Runs as long as somebody watches. */
  private void pace() {
    while (true) {
      Duration wait = stepped();
      lock.lock();
      try {
        if (sources.isEmpty()) {
          pacing = false;
          return;
        }
        nextLook = nanoTime.getAsLong() + wait.toNanos();
        pauseUntilNextLook();
      } catch (InterruptedException end) {
        pacing = false;
        Thread.currentThread().interrupt();
        return;
      } finally {
        lock.unlock();
      }
    }
  }

  private Duration stepped() {
    try {
      return step();
    } catch (RuntimeException | Error failed) {
      log.error("live pictures could not be planned; it is tried again", failed);
      return LONGEST_WAIT;
    }
  }

  private void pauseUntilNextLook() throws InterruptedException {
    long left = SHORTEST_WAIT.toNanos();
    while (left > 0) {
      left = changed.awaitNanos(left);
    }
    left = nextLook - nanoTime.getAsLong();
    while (left > 0) {
      long _ = changed.awaitNanos(left);
      left = nextLook - nanoTime.getAsLong();
    }
  }

  /**
   * Begins the pictures that are due and that the budget allows.
   *
   * @return the time until the next is due
   */
  public Duration step() {
    lock.lock();
    try {
      plan = budget.plan(sources.values().stream().map(PictureSource::demand).toList());
      long now = nanoTime.getAsLong();
      List<Due> idle = new ArrayList<>();
      for (PictureSource source : sources.values()) {
        if (!source.isBusy()) {
          idle.add(new Due(source, source.dueAt(rate(source)), source.isInFocus()));
        }
      }
      idle.sort(Due.ORDER);
      long wait = LONGEST_WAIT.toNanos();
      for (Due next : idle) {
        if (next.at() - now > 0) {
          wait = Math.min(wait, next.at() - now);
        } else if (budget.allows(next.focus())) {
          begin(next.source(), now);
        } else {
          wait = Math.min(wait, budget.untilAllowed().toNanos());
        }
      }
      return Duration.ofNanos(wait);
    } finally {
      lock.unlock();
    }
  }

  /** A source that waits for its turn. */
  private record Due(PictureSource source, long at, boolean focus) {
    /** Phones in focus come first, then what has waited longest. */
    private static final Comparator<Due> ORDER =
        Comparator.comparing((Due due) -> !due.focus)
            .thenComparing((one, other) -> Long.signum(one.at - other.at));
  }

  private double rate(PictureSource source) {
    return plan.rate(source.demand());
  }

  private void begin(PictureSource source, long now) {
    Wish wish = source.wish(rate(source));
    Duration expected = source.begin(now);
    budget.begin(expected);
    takers.execute(() -> take(source, wish, expected));
  }

  /** Takes one picture. Nothing that goes wrong comes out of here. */
  private void take(PictureSource source, Wish wish, Duration expected) {
    Duration cost = Duration.ZERO;
    try {
      Picture picture = open(source).next(wish);
      cost = picture.cost();
      show(source, picture);
    } catch (NotHere | DeviceUnreachable | StorageUnavailable away) {
      boolean _ =
          fail(
              source,
              Optional.ofNullable(away.getMessage()).orElse("the phone gives no picture now"));
    } catch (RuntimeException | Error failed) {
      boolean isNew =
          fail(
              source,
              "no picture of phone "
                  + source.serial()
                  + " could be taken; it is tried again, and the server's log has the reason");
      if (isNew) {
        log.warn(
            "no picture of phone {} could be taken; it is tried again", source.serial(), failed);
      }
    } finally {
      ended(source, expected, cost);
    }
  }

  /** This server does not have the phone. */
  private static final class NotHere extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotHere(String reason) {
      super(reason);
    }
  }

  private PhonePictures open(PictureSource source) {
    lock.lock();
    try {
      Optional<PhonePictures> open = source.pictures();
      if (open.isPresent()) {
        return open.get();
      }
    } finally {
      lock.unlock();
    }
    DeviceSerial serial = source.serial();
    whyNotHere
        .apply(serial)
        .ifPresent(
            reason -> {
              throw new NotHere(reason);
            });
    PhonePictures opened = phones.apply(serial);
    if (!keep(source, opened)) {
      close(serial, opened);
      throw new NotHere("nobody watches phone " + serial + " any more");
    }
    return opened;
  }

  private boolean keep(PictureSource source, PhonePictures opened) {
    lock.lock();
    try {
      return source.keep(opened);
    } finally {
      lock.unlock();
    }
  }

  private void show(PictureSource source, Picture picture) {
    List<Viewer> turn;
    lock.lock();
    try {
      turn = source.succeeded(picture.cost(), nanoTime.getAsLong());
      usualCost = source.expectedCost();
    } finally {
      lock.unlock();
    }
    taken.increment();
    spent.add(picture.cost().toNanos());
    LivePicture live = new LivePicture(source.serial(), picture, clock.instant());
    turn.forEach(viewer -> viewer.picture(live));
  }

  /** Tells those who watch, unless they know; returns whether anybody was told. */
  private boolean fail(PictureSource source, String reason) {
    List<Viewer> turn;
    Optional<PhonePictures> open;
    lock.lock();
    try {
      turn = source.failed(reason, nanoTime.getAsLong());
      open = source.letGo();
    } finally {
      lock.unlock();
    }
    open.ifPresent(pictures -> close(source.serial(), pictures));
    turn.forEach(viewer -> viewer.problem(source.serial(), reason));
    return !turn.isEmpty();
  }

  private void ended(PictureSource source, Duration expected, Duration cost) {
    lock.lock();
    try {
      source.end();
      budget.end(expected, cost);
      if (!source.isEnded() && source.dueAt(rate(source)) - nextLook < 0) {
        nextLook = source.dueAt(rate(source));
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many phones are watched. */
  public int phones() {
    lock.lock();
    try {
      return sources.size();
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many pictures were taken since the start. */
  public long taken() {
    return taken.sum();
  }

  /** Returns the processor time that pictures have taken since the start, in seconds. */
  public double secondsSpent() {
    return (double) spent.sum() / TimeUnit.SECONDS.toNanos(1);
  }

  /** Ends all watching, for good. */
  @Override
  public void close() {
    List<Runnable> afterwards = new ArrayList<>();
    lock.lock();
    try {
      closed = true;
      sources
          .values()
          .forEach(
              source ->
                  source
                      .finish()
                      .ifPresent(open -> afterwards.add(() -> close(source.serial(), open))));
      sources.clear();
      wakePacer();
    } finally {
      lock.unlock();
    }
    afterwards.forEach(Runnable::run);
  }
}
