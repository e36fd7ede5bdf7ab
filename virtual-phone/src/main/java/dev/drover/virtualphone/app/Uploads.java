package dev.drover.virtualphone.app;

import dev.drover.virtualphone.Fault;
import dev.drover.virtualphone.app.TikTokPlatform.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The posts on their way to the platform. They take their time, whatever page is shown. */
final class Uploads {
  private static final Duration NOTICE = Duration.ofSeconds(4);

  /** How far an upload comes that stalls. */
  private static final int STALLED_PERCENT = 45;

  private final TikTokApp app;
  private final List<Upload> all = new ArrayList<>();

  Uploads(TikTokApp app) {
    this.app = app;
  }

  private enum State {
    RUNNING,
    POSTED,
    FAILED
  }

  private static final class Upload {
    private final String kind;
    private final TikTokAccount account;
    private final Composition composition;
    private Instant started;
    private Instant ended = Instant.MAX;
    private State state = State.RUNNING;

    Upload(String kind, TikTokAccount account, Composition composition, Instant started) {
      this.kind = kind;
      this.account = account;
      this.composition = composition;
      this.started = started;
    }
  }

  /**
   * Begins one for the account in use.
   *
   * @param kind {@code post} or {@code story}
   */
  void begin(String kind, Composition composition) {
    all.add(new Upload(kind, app.platform().account(), composition, app.now()));
  }

  /** Ends what has become due. */
  void settle() {
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

  /** The app was ended: what was on its way becomes a draft. */
  void abandon() {
    for (Upload upload : all) {
      if (upload.state != State.POSTED) {
        upload.account.drafts.push(upload.composition);
      }
    }
    all.clear();
  }

  /** What the feed says of the latest. */
  Optional<View> notice() {
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Upload upload = all.getLast();
    View.Bounds place = app.at(140, 230, 940, 310);
    return Optional.of(
        switch (upload.state) {
          case RUNNING ->
              View.label(TikTokLabel.UPLOADING.with(Math.min(99, percent(upload))), place);
          case POSTED ->
              View.label(
                  (upload.composition.isPhotos()
                          ? TikTokLabel.PHOTOS_POSTED
                          : TikTokLabel.VIDEO_POSTED)
                      .text(),
                  place);
          case FAILED ->
              View.tappableLabel(TikTokLabel.UPLOAD_FAILED.text(), place, () -> beginAgain(upload));
        });
  }

  private void beginAgain(Upload upload) {
    upload.started = app.now();
    upload.state = State.RUNNING;
  }
}
