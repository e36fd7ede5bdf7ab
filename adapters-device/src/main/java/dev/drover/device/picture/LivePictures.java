package dev.drover.device.picture;

import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.application.port.device.PhonePictures;
import dev.drover.device.adb.DadbPhone;
import dev.drover.device.adb.PhoneBeside;
import dev.drover.device.adb.PhoneLost;
import dev.drover.device.picture.PictureSource.SourceFailed;
import dev.drover.domain.device.DeviceSerial;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pictures of one phone, by the best source that works. A source that fails rests for a while; the
 * other takes its place. A phone that was lost may come back on another way.
 */
public final class LivePictures implements PhonePictures {
  private static final Logger log = LoggerFactory.getLogger(LivePictures.class);

  /** A failed source is not used for this time. */
  private static final Duration REST = Duration.ofSeconds(15);

  private final DeviceSerial serial;
  private final Supplier<DadbPhone> phones;
  private final Supplier<Optional<String>> agentSession;
  private final Clock clock;

  /** Changed by the caller's thread and by {@link #close}, each holding this object's monitor. */
  private Optional<Connected> connected = Optional.empty();

  private boolean closed;

  private record Connected(PhoneBeside phone, List<Watched> sources) {
    void close() {
      sources.forEach(watched -> watched.source.close());
      phone.close();
    }
  }

  /** A source, and how it fared. Used by the caller's thread. */
  private static final class Watched {
    private final PictureSource source;
    private Instant restsUntil = Instant.MIN;
    private boolean failing;

    private Watched(PictureSource source) {
      this.source = source;
    }
  }

  /**
   * @param phones returns the phone as it is connected now; throws {@link DeviceUnreachable} if it
   *     is not
   * @param agentSession the session of the UiAutomator2 agent, where an attempt has opened one
   */
  public LivePictures(
      DeviceSerial serial,
      Supplier<DadbPhone> phones,
      Supplier<Optional<String>> agentSession,
      Clock clock) {
    this.serial = serial;
    this.phones = phones;
    this.agentSession = agentSession;
    this.clock = clock;
  }

  @Override
  public Picture next(Wish wish) {
    List<Watched> there =
        connect(phones.get()).sources().stream()
            .filter(watched -> watched.source.isThere())
            .toList();
    Instant now = clock.instant();
    List<Watched> awake =
        there.stream().filter(watched -> !now.isBefore(watched.restsUntil)).toList();
    String reason = "";
    for (Watched watched : awake.isEmpty() ? there : awake) {
      try {
        Picture picture = watched.source.next(wish);
        if (watched.failing) {
          watched.failing = false;
          log.info("phone {}: its pictures come from {} again", serial, watched.source.name());
        }
        return picture;
      } catch (SourceFailed failed) {
        refuseIfClosed();
        reason = watched.source.name() + ": " + failed.getMessage();
        rest(watched, failed);
      } catch (PhoneLost lost) {
        refuseIfClosed();
        throw new DeviceUnreachable("phone " + serial + " was lost: " + lost.getMessage(), lost);
      }
    }
    throw new DeviceUnreachable("phone " + serial + " gives no picture now (" + reason + ")");
  }

  private void rest(Watched watched, SourceFailed failed) {
    watched.restsUntil = clock.instant().plus(REST);
    if (!watched.failing) {
      watched.failing = true;
      log.info(
          "phone {}: no pictures from {} for now: {}",
          serial,
          watched.source.name(),
          failed.getMessage());
    }
  }

  /** Connects to the phone if that has not happened, or if it is reached by another way now. */
  private synchronized Connected connect(DadbPhone phone) {
    if (closed) {
      throw ended();
    }
    if (connected.filter(now -> now.phone().isBeside(phone)).isEmpty()) {
      connected.ifPresent(Connected::close);
      PhoneBeside beside = new PhoneBeside(phone);
      connected =
          Optional.of(
              new Connected(
                  beside,
                  List.of(
                      new Watched(new AgentPictures(beside, agentSession)),
                      new Watched(new ScreencapPictures(beside)))));
    }
    return connected.orElseThrow();
  }

  private synchronized void refuseIfClosed() {
    if (closed) {
      throw ended();
    }
  }

  private DeviceUnreachable ended() {
    return new DeviceUnreachable("nobody watches phone " + serial + " here any more");
  }

  @Override
  public synchronized void close() {
    closed = true;
    connected.ifPresent(Connected::close);
    connected = Optional.empty();
  }
}
