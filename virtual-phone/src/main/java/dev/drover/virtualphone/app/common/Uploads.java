package dev.drover.virtualphone.app.common;

import dev.drover.virtualphone.app.common.SocialPlatform.Outcome;
import dev.drover.virtualphone.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The uploads of posts. They go on whatever page is shown. */
public final class Uploads {
  private static final Duration NOTICE = Duration.ofSeconds(4);

  /** The percentage at which a stalled upload stays. */
  private static final int STALLED_PERCENT = 45;

  private final SocialApp app;
  private final List<Upload> all = new ArrayList<>();

  public Uploads(SocialApp app) {
    this.app = app;
  }

  /** The state of an upload. */
  public enum State {
    RUNNING,
    POSTED,
    FAILED
  }

  private static final class Upload {
    private final String kind;
    private final SocialAccount account;
    private final Composition composition;
    private Instant started;
    private Instant ended = Instant.MAX;
    private State state = State.RUNNING;

    Upload(String kind, SocialAccount account, Composition composition, Instant started) {
      this.kind = kind;
      this.account = account;
      this.composition = composition;
      this.started = started;
    }
  }

  /**
   * Begins an upload for the account in use.
   *
   * @param kind {@code post} or {@code story}
   */
  public void begin(String kind, Composition composition) {
    all.add(new Upload(kind, app.platform().account(), composition, app.now()));
  }

  /** Ends the uploads that are due. */
  public void settle() {
    boolean stalled = app.environment().faults().holding(Fault.Kind.UPLOAD_STALLS).isPresent();
    for (Upload upload : all) {
      if (upload.state == State.RUNNING && stalled) {
        if (percent(upload) > STALLED_PERCENT) {
          upload.started = app.now().minus(duration().multipliedBy(STALLED_PERCENT).dividedBy(100));
        }
      } else if (upload.state == State.RUNNING && percent(upload) >= 100) {
        upload.ended = upload.started.plus(duration());
        Outcome outcome =
            app.platform().publish(upload.kind, upload.account, upload.composition, upload.ended);
        upload.state = outcome == Outcome.DONE ? State.POSTED : State.FAILED;
      }
    }
    all.removeIf(
        upload -> upload.state == State.POSTED && !app.now().isBefore(upload.ended.plus(NOTICE)));
  }

  private Duration duration() {
    return app.environment().timing().upload();
  }

  private long percent(Upload upload) {
    long whole = Math.max(1, duration().toMillis());
    return Duration.between(upload.started, app.now()).toMillis() * 100 / whole;
  }

  /** Turns unfinished uploads into drafts, because the app was ended. */
  public void abandon() {
    for (Upload upload : all) {
      if (upload.state != State.POSTED) {
        upload.account.drafts.push(upload.composition);
      }
      if (upload.state == State.RUNNING) {
        app.platform().abandoned(upload.account, upload.composition);
      }
    }
    all.clear();
  }

  /**
   * The progress of an upload, for the feed.
   *
   * @param percent 0..99
   */
  public record Progress(State state, int percent, boolean photos, boolean story) {}

  public Optional<Progress> latest() {
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Upload upload = all.getLast();
    return Optional.of(
        new Progress(
            upload.state,
            (int) Math.min(99, percent(upload)),
            upload.composition.isPhotos(),
            upload.kind.equals("story")));
  }

  /** Starts the latest upload again after it failed. */
  public void beginAgain() {
    Upload upload = all.getLast();
    upload.started = app.now();
    upload.state = State.RUNNING;
  }
}
