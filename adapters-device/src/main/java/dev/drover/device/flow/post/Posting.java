package dev.drover.device.flow.post;

import dev.drover.device.flow.AppPages;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.flow.PhoneMedia.Stored;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.profile.Selector;
import dev.drover.device.screen.AppBlocked;
import dev.drover.device.screen.ElementNotFound;
import dev.drover.device.screen.Keyboard.CannotType;
import dev.drover.device.screen.Screen;
import dev.drover.device.screen.driver.ScreenUnreadable;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.material.MediaFile;
import dev.drover.domain.script.post.Placement;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One post: sends the files to the phone, composes the post with them in the app, taps Post, and
 * waits until the upload has ended. Used once.
 */
final class Posting {
  /** The gallery sorts by whole seconds; files of the same second would be in any order. */
  private static final Duration BETWEEN_FILES = Duration.ofMillis(1_100);

  private final PostPlan plan;
  private final PostComposer composer;
  private final FlowContext context;
  private final Screen screen;

  Posting(PostPlan plan, PostComposer composer, FlowContext context) {
    this.plan = plan;
    this.composer = composer;
    this.context = context;
    this.screen = context.screen();
  }

  AttemptResult run() {
    UploadWatch upload = new UploadWatch(context, plan.script().uploadWait());
    context.step("look at what the app has posted", 15);
    upload.expectNone();
    OwnPosts before = OwnPosts.read(context);
    UiNode post = composed(putIntoGallery());
    context.step("post", 85);
    context.note().uploadBegins();
    context.decisiveTap(post, AccountAction.POST, "tap Post");
    screen.expectVideo();
    awaitEnd(upload, before);
    composer.unseen().ifPresent(text -> new NewestPost(context).expect(text));
    return new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty());
  }

  /** Waits for the end of the upload and records it. Until then no attempt may end the app. */
  private void awaitEnd(UploadWatch upload, OwnPosts before) {
    try {
      upload.untilPosted(before, plan.script().placement() == Placement.STORY);
    } catch (AppBlocked blocked) {
      if (blocked.refused()) {
        context.note().uploadEnded();
      }
      throw blocked;
    } catch (FlowFailed failed) {
      if (failed.outcome() == Outcome.NO_EFFECT) {
        context.note().uploadEnded();
      }
      throw failed;
    }
    context.note().uploadEnded();
  }

  /** Sends the last file first, so that the first file of the post is the gallery's newest. */
  private List<Stored> putIntoGallery() {
    context.media().removeOld();
    context.media().allowTo(context.packageName());
    List<Stored> stored = new ArrayList<>();
    for (MediaFile file : plan.materials().files().reversed()) {
      context.step("send " + file.name() + " to the phone", 20);
      if (!stored.isEmpty()) {
        screen.rest(BETWEEN_FILES);
      }
      stored.addFirst(context.media().put(file));
    }
    return List.copyOf(stored);
  }

  /** Composes the post up to the decisive tap. A failure leaves no draft behind. */
  private UiNode composed(List<Stored> files) {
    try {
      return composer.compose(files);
    } catch (FlowFailed
        | ElementNotFound
        | Selector.Ambiguous
        | CannotType
        | ScreenUnreadable failed) {
      leaveComposer();
      throw failed;
    }
  }

  private void leaveComposer() {
    context.step("leave the composer without a draft", 99);
    try {
      new AppPages(context).openFeed();
    } catch (ElementNotFound stuck) {
      context.step(
          "the composer was not left, and the app may keep a draft: " + stuck.getMessage(), 99);
    }
  }
}
