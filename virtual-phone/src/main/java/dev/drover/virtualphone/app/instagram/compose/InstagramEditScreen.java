package dev.drover.virtualphone.app.instagram.compose;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.common.Composition;
import dev.drover.virtualphone.app.common.DiscardSheet;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.app.instagram.content.InstagramLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/** The chosen media of a post or reel, before the caption is written. */
public final class InstagramEditScreen implements AppScreen {
  private final SocialApp app;
  private final Composition composition;

  public InstagramEditScreen(SocialApp app, Composition composition) {
    this.app = app;
    this.composition = composition;
  }

  @Override
  public List<View> render() {
    boolean reel = !composition.isPhotos();
    List<View> views = new ArrayList<>();
    views.add(
        app.preview(View.group("preview", app.at(0, 180, 1080, 2100), List.of()), composition));
    views.add(
        View.icon(app.say(InstagramLabel.CANCEL), app.at(0, 60, 120, 160), this::back)
            .withId("cancel_button"));
    if (reel) {
      views.add(
          View.button(app.say(InstagramLabel.EDIT_VIDEO), app.at(30, 2200, 400, 2330), () -> {})
              .withId("clips_left_action_button")
              .styled(Style.SECONDARY));
    }
    views.add(
        View.row(
                app.say(InstagramLabel.NEXT),
                reel ? app.at(800, 2200, 1050, 2330) : app.at(800, 60, 1080, 160),
                () -> app.push(new InstagramShareScreen(app, composition)),
                List.of())
            .as("android.widget.Button")
            .withId(reel ? "clips_right_action_button" : "creation_next_button")
            .styled(reel ? Style.PRIMARY : Style.LINK));
    return views;
  }

  @Override
  public boolean back() {
    app.push(
        new DiscardSheet(
            app,
            composition,
            new DiscardSheet.Words(
                InstagramLabel.DISCARD_QUESTION,
                InstagramLabel.DISCARD,
                InstagramLabel.SAVE_DRAFT,
                InstagramLabel.KEEP_EDITING)));
    return true;
  }

  @Override
  public String describe() {
    return "edit page";
  }
}
