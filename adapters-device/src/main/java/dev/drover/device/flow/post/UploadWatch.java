package dev.drover.device.flow.post;

import dev.drover.device.flow.AppPages;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.screen.Screen;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Watches the screen until an upload has ended. It waits while the upload makes progress, and for
 * {@code patience} after that.
 */
final class UploadWatch {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  /**
   * The app shows its final message for a few seconds only. After this time without a message, the
   * profile is checked instead.
   */
  private static final Duration WORDLESS = Duration.ofSeconds(6);

  private final FlowContext context;
  private final Screen screen;
  private final Duration patience;
  private final Clock clock;

  /**
   * @param patience how long the upload may make no progress
   */
  UploadWatch(FlowContext context, Duration patience) {
    this.context = context;
    this.screen = context.screen();
    this.patience = patience;
    this.clock = context.clock();
  }

  /**
   * Checks that no earlier upload is running, because its end could be mistaken for that of the
   * next.
   *
   * @throws FlowFailed if one is running
   */
  void expectNone() {
    new AppPages(context).openFeed();
    screen.awaitGone("upload.done", "", WORDLESS);
    UiTree now = screen.read();
    if (screen.isOn(now, "upload.progress")) {
      throw new FlowFailed(
          FailureCode.DEVICE_ERROR,
          "the app on phone "
              + context.serial()
              + " is still uploading an earlier post; retry later");
    }
    if (screen.isOn(now, "upload.failed")) {
      throw new FlowFailed(
          FailureCode.ACTION_REFUSED,
          "the app on phone "
              + context.serial()
              + " still holds an upload that failed; retry or discard it there");
    }
  }

  /**
   * Waits for the end.
   *
   * @param before the account's posts before this one
   * @param asStory whether the post is a story
   * @throws FlowFailed if the app says that the upload failed, or its success can't be seen
   */
  void untilPosted(OwnPosts before, boolean asStory) {
    Optional<String> progress = Optional.empty();
    boolean begun = false;
    Instant changed = clock.instant();
    while (true) {
      UiTree now = screen.read();
      if (screen.isOn(now, "upload.done")) {
        context.step("posted: the app says so", 95);
        return;
      }
      if (screen.isOn(now, "upload.failed")) {
        throw new FlowFailed(
            FailureCode.ACTION_REFUSED,
            "the app on phone "
                + context.serial()
                + " says that the upload failed, and holds it; discard it there before you retry");
      }
      Optional<String> shown =
          screen.findAllOn(now, "upload.progress", "").stream().findFirst().map(UiNode::text);
      if (!shown.equals(progress)) {
        progress = shown;
        begun = true;
        changed = clock.instant();
        shown.ifPresent(text -> context.step(text, 90));
      }
      Duration still = Duration.between(changed, clock.instant());
      if (shown.isEmpty() && still.compareTo(begun ? WORDLESS : longer(patience, WORDLESS)) > 0) {
        confirmOnProfile(before, asStory);
        return;
      }
      if (shown.isPresent() && still.compareTo(patience) > 0) {
        throw unknown(
            "does not get on (\"" + shown.orElse("") + "\" for " + still.toSeconds() + " s)");
      }
      screen.rest(BETWEEN_LOOKS);
    }
  }

  /**
   * Looks for the post itself. The app gave no message, or one that disappeared between two looks.
   */
  private void confirmOnProfile(OwnPosts before, boolean asStory) {
    context.step("look for the post on the profile", 95);
    Instant deadline = clock.instant().plus(longer(patience, WORDLESS));
    Optional<String> proof = OwnPosts.read(context).newSince(before, asStory);
    while (proof.isEmpty()) {
      if (clock.instant().isAfter(deadline)) {
        throw unknown("has ended without a word, and the profile does not show the post");
      }
      screen.rest(BETWEEN_LOOKS);
      proof = OwnPosts.read(context).newSince(before, asStory);
    }
    context.step("posted: " + proof.get(), 96);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private FlowFailed unknown(String what) {
    return new FlowFailed(
        FailureCode.OUTCOME_UNKNOWN,
        Outcome.UNKNOWN,
        "the upload on phone "
            + context.serial()
            + " "
            + what
            + "; look at the account's posts before you retry. Outcome unknown after tap Post");
  }
}
