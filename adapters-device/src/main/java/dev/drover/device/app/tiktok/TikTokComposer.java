package dev.drover.device.app.tiktok;

import dev.drover.device.flow.AppPages;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.flow.PhoneMedia;
import dev.drover.device.flow.SearchPage;
import dev.drover.device.flow.post.CaptionStep;
import dev.drover.device.flow.post.Gallery;
import dev.drover.device.flow.post.PostComposer;
import dev.drover.device.flow.post.PostPlan;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.screen.Screen;
import dev.drover.device.screen.Screen.Found;
import dev.drover.domain.material.MediaType;
import dev.drover.domain.script.Choice;
import dev.drover.domain.script.post.PostWay;
import dev.drover.domain.task.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Goes through TikTok's composer: from its camera, from a share, or from a sound's page. */
public final class TikTokComposer implements PostComposer {
  private static final Duration PAGE = Duration.ofSeconds(15);
  private static final Duration EDIT_PAGE = Duration.ofSeconds(30);
  private final FlowContext context;
  private final Screen screen;
  private final PostPlan order;
  private final CaptionStep captions;

  public TikTokComposer(PostPlan order, FlowContext context) {
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
    open(files, order.way(), order.script().soundWait());
    new SoundStep(context, order.script().soundWait()).apply(order.sound());
    new VolumeStep(context).apply(order.script().originalVolume(), order.script().addedVolume());
    screen.tap(screen.await("edit.next_button", PAGE));
    screen.await("post.post_button", PAGE);
    captions.apply(order.caption());
    if (order.script().productLink()) {
      ProductLinkStep.apply(context);
    }
    return screen.await("post.post_button", PAGE);
  }

  /**
   * Opens the edit page with the files.
   *
   * @param files in the gallery, the first of them as its newest
   * @param soundWait how long sounds may take to be found
   */
  private void open(List<PhoneMedia.Stored> files, PostWay way, Duration soundWait) {
    switch (way) {
      case PostWay.Share share -> share(files);
      case PostWay.AddButton button -> {
        openCamera();
        choose(files);
      }
      case PostWay.UseSound sound -> {
        openSound(sound.sound(), soundWait);
        context.step("use the sound " + sound.sound(), 30);
        screen.tap(screen.await("sound.use_button", PAGE));
        choose(files);
      }
    }
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
  }

  /** Android's {@code am} can share a single file. Several are chosen in the app. */
  private void share(List<PhoneMedia.Stored> files) {
    if (files.size() > 1) {
      context.step("several files can't be shared at once: choose them in the app", 25);
      openCamera();
      choose(files);
      return;
    }
    context.step("share " + files.getFirst().file().name() + " with the app", 30);
    MediaType type = files.getFirst().file().type();
    if (!screen
        .apps()
        .share(files.getFirst().contentUri(), type.mimeType(), context.packageName())) {
      throw new FlowFailed(
          FailureCode.APP_NOT_INSTALLED,
          "phone "
              + context.serial()
              + " can't share a file with "
              + context.packageName()
              + "; install the app and log in, or use post_way addButton");
    }
  }

  private void openCamera() {
    context.step("open the camera", 28);
    new AppPages(context).openFeed();
    screen.tap(screen.await("feed.create_tab", PAGE));
  }

  private void choose(List<PhoneMedia.Stored> files) {
    screen.tap(screen.await("camera.upload_button", PAGE));
    context.step("choose from the gallery", 33);
    Gallery gallery = new Gallery(context);
    if (files.getFirst().file().type().isVideo()) {
      gallery.chooseVideo();
    } else {
      gallery.choosePictures(files.size());
    }
  }

  private void openSound(String sound, Duration soundWait) {
    context.step("open the sound " + sound, 27);
    if (sound.startsWith("https://")) {
      context.chose(Choice.Name.SOUND, sound);
      if (!screen.apps().openLink(sound, context.packageName())) {
        throw noSuch(sound);
      }
    } else {
      SearchPage.open(context).searchFor(sound, "search.sounds_tab");
      UiNode row = soundRow(sound, soundWait);
      context.chose(Choice.Name.SOUND, Labels.first(row));
      screen.tap(row);
    }
    Found page = screen.awaitAny(PAGE, "sound.unavailable", "sound.use_button");
    if (page.element().equals("sound.unavailable")) {
      throw noSuch(sound);
    }
  }

  /** The first sound with this name, or else the first. */
  private UiNode soundRow(String sound, Duration soundWait) {
    List<UiNode> rows = screen.awaitAll("search.sound_rows", "search.no_results", soundWait);
    return rows.stream()
        .filter(row -> Labels.first(row).equalsIgnoreCase(sound))
        .findFirst()
        .or(() -> rows.stream().findFirst())
        .orElseThrow(() -> noSuch(sound));
  }

  private FlowFailed noSuch(String sound) {
    return new FlowFailed(
        FailureCode.TARGET_NOT_FOUND,
        "the app on phone "
            + context.serial()
            + " finds no sound "
            + sound
            + "; check its name or address");
  }
}
