package dev.drover.device.app.instagram;

import dev.drover.device.flow.AppPages;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.flow.PhoneMedia;
import dev.drover.device.flow.post.CaptionStep;
import dev.drover.device.flow.post.Gallery;
import dev.drover.device.flow.post.PostComposer;
import dev.drover.device.flow.post.PostPlan;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.screen.Screen;
import dev.drover.device.screen.Screen.Found;
import dev.drover.domain.script.post.AddedSound;
import dev.drover.domain.script.post.PostScript;
import dev.drover.domain.script.post.PostWay;
import dev.drover.domain.task.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Goes through Instagram's composer. A video becomes a reel and pictures become a post, unless a
 * story is wanted; the gallery asks which.
 */
public final class InstagramComposer implements PostComposer {
  private static final Duration PAGE = Duration.ofSeconds(15);
  private static final Duration EDIT_PAGE = Duration.ofSeconds(30);

  private final PostPlan order;
  private final CaptionStep captions;
  private final FlowContext context;
  private final Screen screen;

  public InstagramComposer(PostPlan order, FlowContext context) {
    this.order = order;
    this.context = context;
    this.screen = context.screen();
    this.captions = new CaptionStep(context);
  }

  @Override
  public Optional<String> unseen() {
    return captions.unseen();
  }

  @Override
  public UiNode compose(List<PhoneMedia.Stored> files) {
    if (order.script().way() instanceof PostWay.Share) {
      context.step("Instagram is handed no files: choose them in the app", 25);
    }
    leaveSoundOut();
    return switch (order.script().placement()) {
      case STORY -> story();
      case REEL -> files.getFirst().file().type().isVideo() ? reel(files) : post(files);
    };
  }

  /** Says what is left out: sounds and volumes are settings of TikTok. */
  private void leaveSoundOut() {
    if (order.materials().sound().isPresent()) {
      context.step("the sound that comes with the files is left out: it works on TikTok only", 26);
    }
    PostScript script = order.script();
    if (!(script.sound() instanceof AddedSound.Untouched)
        || script.originalVolume().isPresent()
        || script.addedVolume().isPresent()) {
      context.step("sound and volumes are left out: they work on TikTok only", 26);
    }
  }

  /**
   * Opens the gallery from the own profile, where every version has the button. Some versions ask
   * for the kind of post first, others in the gallery.
   */
  private void openGallery(String row, String tab) {
    context.step("open the gallery", 28);
    new AppPages(context).openOwnProfile();
    screen.tap(screen.await("feed.create_tab", PAGE));
    screen.tap(screen.awaitAny(PAGE, row, tab).node());
    context.step("choose from the gallery", 33);
  }

  private UiNode story() {
    openGallery("create.story_row", "gallery.story_tab");
    tapNewest();
    if (!order.caption().isEmpty()) {
      context.step("a story has no caption: it is left out", 65);
    }
    return screen.await("story.share_button", EDIT_PAGE);
  }

  private UiNode reel(List<PhoneMedia.Stored> files) {
    openGallery("create.reel_row", "gallery.reel_tab");
    tapNewest();
    return captioned(files);
  }

  private UiNode post(List<PhoneMedia.Stored> files) {
    openGallery("create.post_row", "gallery.post_tab");
    new Gallery(context).chooseNewest(files.size());
    screen.awaitGone("gallery.cell", "", PAGE);
    return captioned(files);
  }

  private void tapNewest() {
    screen.tap(screen.awaitAll("gallery.cell", PAGE).getFirst());
  }

  private UiNode captioned(List<PhoneMedia.Stored> files) {
    Found page = screen.awaitAny(EDIT_PAGE, "edit.not_loaded", "edit.next_button");
    if (page.element().equals("edit.not_loaded")) {
      throw new FlowFailed(
          FailureCode.MATERIAL_MISSING,
          "the app on phone "
              + context.serial()
              + " can't read "
              + files.getFirst().file().name()
              + "; check that it plays, and in which format it is");
    }
    screen.tap(page.node());
    screen.await("post.description_field", PAGE);
    captions.apply(order.caption());
    screen.find("post.caption_done").ifPresent(screen::tap);
    return screen.await("post.post_button", PAGE);
  }
}
