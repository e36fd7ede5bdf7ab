package dev.drover.device.flow.post;

import dev.drover.application.port.device.Attempt;
import dev.drover.device.flow.AppPages;
import dev.drover.device.flow.DecisiveStep;
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
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.script.Placement;
import dev.drover.domain.script.PostScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Posts a video or images: sends the files to the phone, brings them into the app's composer, sees
 * to sound, volumes and caption, taps Post, and waits until the upload has ended.
 */
public final class PostFlow {
  /** The gallery goes by whole seconds: files of one second would stand in any order. */
  private static final Duration BETWEEN_FILES = Duration.ofMillis(1_100);

  private final PostScript script;
  private final PostMaterials materials;
  private final FlowContext phone;
  private final Screen screen;
  private final PostPlan order;
  private final Clock clock;
  private final Attempt run;

  private PostFlow(
      PostScript script,
      PostMaterials materials,
      FlowContext phone,
      RandomGenerator random,
      Clock clock,
      Attempt run) {
    this.script = script;
    this.materials = materials;
    this.phone = phone;
    this.screen = phone.screen();
    this.order = new PostPlan(script, materials, random);
    this.clock = clock;
    this.run = run;
  }

  /**
   * @param clock by which an upload has patience
   */
  public static AttemptResult run(
      PostScript script,
      PostMaterials materials,
      FlowContext phone,
      RandomGenerator random,
      Clock clock,
      Attempt run) {
    return new PostFlow(script, materials, phone, random, clock, run).run();
  }

  private AttemptResult run() {
    UploadWatch upload = new UploadWatch(phone, script.uploadWait(), clock, run);
    run.step("look at what the app has posted", 15);
    upload.expectNone();
    OwnPosts before = OwnPosts.read(phone);
    UiNode post = composed(putIntoGallery());
    run.step("post", 85);
    phone.note().uploadBegins();
    DecisiveStep.begin(phone, run, AccountAction.POST, "tap Post");
    screen.tapOnce(post);
    screen.expectVideo();
    awaitEnd(upload, before);
    return new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty());
  }

  /** Until it is known that no upload is on its way, no run is to end the app. */
  private void awaitEnd(UploadWatch upload, OwnPosts before) {
    try {
      upload.untilPosted(before, script.placement() == Placement.STORY);
    } catch (AppBlocked blocked) {
      if (blocked.refused()) {
        phone.note().uploadEnded();
      }
      throw blocked;
    } catch (FlowFailed failed) {
      if (failed.outcome() == Outcome.NO_EFFECT) {
        phone.note().uploadEnded();
      }
      throw failed;
    }
    phone.note().uploadEnded();
  }

  /** The last file first: the first of the post is the gallery's newest then. */
  private List<Stored> putIntoGallery() {
    phone.media().removeOld();
    phone.media().allowTo(phone.app());
    List<Stored> stored = new ArrayList<>();
    for (MediaFile file : materials.files().reversed()) {
      run.step("send " + file.name() + " to the phone", 20);
      if (!stored.isEmpty()) {
        screen.rest(BETWEEN_FILES);
      }
      stored.addFirst(phone.media().put(file));
    }
    return List.copyOf(stored);
  }

  /** Everything up to the decisive step; what fails there leaves no draft behind. */
  private UiNode composed(List<Stored> files) {
    try {
      return PostComposer.of(order, phone, run).compose(files);
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
    run.step("leave the composer without a draft", 99);
    try {
      new AppPages(phone).openFeed();
    } catch (ElementNotFound stuck) {
      run.step(
          "the composer was not left, and the app may keep a draft: " + stuck.getMessage(), 99);
    }
  }
}
