package dev.drover.http.live;

import dev.drover.application.live.LivePicture;
import dev.drover.application.live.LivePictures;
import dev.drover.application.live.View;
import dev.drover.application.live.Viewer;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.http.connection.SwitchedConnection;
import dev.drover.http.guard.Access;
import dev.drover.http.live.MessageReader.Message;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open socket: reads on the thread of its request, and writes on another. Pictures may be
 * offered, and the socket may be ended, by any thread.
 */
final class LiveSocket implements Viewer {
  private static final Logger log = LoggerFactory.getLogger(LiveSocket.class);

  /** How long a client has to take the last words before it is cut off. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final SwitchedConnection connection;
  private final Outbox outbox;
  private final Access access;
  private final WatchLog watchLog;
  private final LiveMetrics metrics;
  private final Pace pace;
  private final Clock clock;
  private final LivePictures.Watching watching;
  private final Thread writer;
  private final AtomicInteger checksAsked = new AtomicInteger();
  private volatile long heardAt = System.nanoTime();

  /**
   * How long things may take.
   *
   * @param signs the time between two signs of life. So often, too, a socket looks whether its key
   *     or session still stands, in case nobody told it of the end.
   * @param silence after which a client that shows no life is gone
   */
  record Pace(Duration signs, Duration silence) {
    /** Proxies drop connections that are silent for a minute. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    /** The pace of a server that has this patience with clients. */
    static Pace of(Duration patience) {
      Duration most = patience.multipliedBy(3).dividedBy(4);
      return new Pace(most.compareTo(LONGEST) < 0 ? most : LONGEST, patience.multipliedBy(2));
    }
  }

  LiveSocket(
      SwitchedConnection connection,
      Outbox outbox,
      Access access,
      LivePictures pictures,
      WatchLog watchLog,
      LiveMetrics metrics,
      Pace pace,
      Clock clock) {
    this.connection = connection;
    this.outbox = outbox;
    this.access = access;
    this.watchLog = watchLog;
    this.metrics = metrics;
    this.pace = pace;
    this.clock = clock;
    this.watching = pictures.watch(this);
    this.writer = Thread.ofVirtual().name("live-writer").unstarted(this::write);
  }

  /** Runs until the socket has ended, in whichever way. */
  void converse() {
    writer.start();
    try (watching) {
      read();
    } finally {
      end(WebSocketError.NORMAL, "");
      awaitWriter();
      watchLog.ended();
    }
  }

  private void read() {
    MessageReader reader = new MessageReader(connection);
    try {
      while (true) {
        Message message = reader.next();
        heardAt = System.nanoTime();
        switch (message) {
          case Message.Text text -> show(ShowMessage.read(text.text()));
          case Message.Ping ping -> outbox.pong(ping.content());
          case Message.Pong _ -> log.trace("a client shows life");
          case Message.Close _ -> {
            return;
          }
        }
      }
    } catch (WebSocketError refused) {
      log.debug("a live socket of {} ends: {}", access.caller(), refused.reason());
      end(refused.code(), refused.reason());
    } catch (RuntimeException gone) {
      log.debug("a live socket of {} has ended: {}", access.caller(), gone.toString());
    }
  }

  private void show(ShowMessage message) {
    if (outbox.isClosing()) {
      return;
    }
    outbox.showOnly(message.views().stream().map(View::serial).collect(Collectors.toSet()));
    watchLog.shows(message.views().size());
    watching.show(message.views(), message.focus());
  }

  @Override
  public void picture(LivePicture picture) {
    outbox.picture(picture);
  }

  @Override
  public void problem(DeviceSerial serial, String reason) {
    outbox.problem(serial, reason);
  }

  /**
   * Ends the socket: nothing but this reason is sent any more. Returns at once. A client that does
   * not take it is cut off.
   */
  void end(int code, String reason) {
    if (outbox.isClosing()) {
      return;
    }
    outbox.close(code, reason);
    watching.close();
    Thread _ = Thread.ofVirtual().name("live-end").start(this::awaitWriter);
  }

  private void awaitWriter() {
    try {
      if (!writer.join(LAST_WORDS)) {
        connection.cutOff();
      }
    } catch (InterruptedException shutdown) {
      connection.cutOff();
      Thread.currentThread().interrupt();
    }
  }

  /** Looks, on a thread of its own, whether the key or the session still stands. */
  void accessMayHaveEnded() {
    if (checksAsked.getAndIncrement() == 0) {
      Thread _ = Thread.ofVirtual().name("live-access").start(this::checkAsked);
    }
  }

  /** Checks once for all that have asked before the check began. */
  private void checkAsked() {
    int asked;
    do {
      asked = checksAsked.get();
      checkAccess();
    } while (!checksAsked.compareAndSet(asked, 0));
  }

  private void checkAccess() {
    try {
      if (!access.isOpen()) {
        end(WebSocketError.POLICY, "the key was revoked, or the session has ended");
      }
    } catch (StorageUnavailable away) {
      log.debug("the access of a live socket can't be checked: {}", away.getMessage());
      end(WebSocketError.TRY_AGAIN_LATER, "the storage can't be asked now; open it again");
    } catch (RuntimeException failed) {
      log.warn("the access of a live socket can't be checked", failed);
      end(WebSocketError.TRY_AGAIN_LATER, "the access can't be checked now; open it again");
    }
  }

  private void write() {
    FrameWriter frames = new FrameWriter(connection);
    try {
      boolean goesOn = true;
      long sign = System.nanoTime();
      while (goesOn) {
        Outbox.Next next = outbox.take(untilNextLook(sign));
        if (isExpired()) {
          outbox.close(WebSocketError.POLICY, "the session has ended");
          next = outbox.take(Duration.ZERO);
        }
        goesOn = send(next, frames);
        if (goesOn && System.nanoTime() - sign >= pace.signs().toNanos()) {
          sign = System.nanoTime();
          showLife(frames, sign);
        }
      }
      connection.ending();
    } catch (InterruptedException shutdown) {
      connection.cutOff();
    } catch (RuntimeException gone) {
      log.debug("a live socket of {} can't be written: {}", access.caller(), gone.toString());
      connection.cutOff();
    } catch (Error failed) {
      connection.cutOff();
      throw failed;
    }
  }

  private boolean send(Outbox.Next next, FrameWriter frames) {
    switch (next) {
      case Outbox.Next.Shown shown -> {
        frames.picture(shown.picture());
        metrics.sent(shown.picture().picture().bytes().length);
      }
      case Outbox.Next.Problem problem -> frames.problem(problem.serial(), problem.reason());
      case Outbox.Next.Pong pong -> frames.pong(pong.content());
      case Outbox.Next.Nothing _ -> log.trace("nothing to send");
      case Outbox.Next.Close close -> {
        frames.close(close.code(), close.reason());
        return false;
      }
    }
    return true;
  }

  private void showLife(FrameWriter frames, long now) {
    if (now - heardAt > pace.silence().toNanos()) {
      end(WebSocketError.POLICY, "no sign of life came; a WebSocket client answers pings");
      return;
    }
    accessMayHaveEnded();
    frames.ping();
  }

  private boolean isExpired() {
    Instant now = clock.instant();
    return access.endsAt().filter(end -> !now.isBefore(end)).isPresent();
  }

  /** Until the next sign of life, or the end of the session if that is sooner. */
  private Duration untilNextLook(long lastSign) {
    Duration sign = pace.signs().minusNanos(System.nanoTime() - lastSign);
    Duration least =
        access
            .endsAt()
            .map(end -> Duration.between(clock.instant(), end))
            .filter(left -> left.compareTo(sign) < 0)
            .orElse(sign);
    return least.isNegative() ? Duration.ZERO : least;
  }
}
