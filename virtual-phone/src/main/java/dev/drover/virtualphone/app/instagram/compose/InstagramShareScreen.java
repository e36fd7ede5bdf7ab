package dev.drover.virtualphone.app.instagram.compose;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.common.Composition;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.app.instagram.content.InstagramLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.TextField;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/** The last page before a post is shared. */
final class InstagramShareScreen implements AppScreen {
  private final SocialApp app;
  private final Composition composition;

  InstagramShareScreen(SocialApp app, Composition composition) {
    this.app = app;
    this.composition = composition;
    composition.description().blur();
  }

  @Override
  public List<View> render() {
    TextField caption = composition.description();
    List<View> views = new ArrayList<>();
    views.add(
        View.icon(app.say(InstagramLabel.BACK), app.at(0, 60, 120, 160), app::pop)
            .withId("action_bar_button_back"));
    views.add(
        View.label(
                app.say(composition.isPhotos() ? InstagramLabel.NEW_POST : InstagramLabel.NEW_REEL),
                app.at(160, 60, 700, 160))
            .withId("action_bar_title")
            .styled(Style.NAME));
    if (caption.isFocused()) {
      views.add(
          View.tappableLabel(app.say(InstagramLabel.OK), app.at(900, 60, 1070, 160), caption::blur)
              .withId("action_bar_button_text")
              .styled(Style.LINK));
    }
    views.add(
        app.told(
                View.field(
                    caption,
                    app.say(InstagramLabel.CAPTION_HINT),
                    app.at(40, 700, 1040, 900),
                    () -> app.focus(caption)),
                caption)
            .as("android.widget.AutoCompleteTextView")
            .withId("caption_input_text_view")
            .drawing(cover()));
    row(views, InstagramLabel.TAG_PEOPLE, 940);
    row(views, InstagramLabel.ADD_LOCATION, 1060);
    views.add(
        View.button(
                app.say(InstagramLabel.SAVE_DRAFT),
                app.at(40, 2220, 520, 2350),
                () -> app.saveDraft(composition))
            .withId("save_draft_button")
            .styled(Style.SECONDARY));
    views.add(
        View.row(
                app.say(InstagramLabel.SHARE),
                app.at(560, 2220, 1040, 2350),
                () -> app.publish("post", composition),
                List.of(
                    View.label(app.say(InstagramLabel.SHARE), app.at(700, 2250, 900, 2320))
                        .styled(Style.INNER)))
            .as("android.widget.FrameLayout")
            .withId("share_button")
            .styled(Style.PRIMARY));
    return views;
  }

  private Ornament cover() {
    View.Bounds place = app.at(340, 190, 740, 670);
    return composition.media().stream()
        .findFirst()
        .map(file -> app.preview(file, place, new Ornament.Still()))
        .orElse(new Ornament.Card(place));
  }

  private void row(List<View> views, InstagramLabel label, int top) {
    views.add(
        View.tappableLabel(app.say(label), app.at(40, top, 1040, top + 110), () -> {})
            .styled(Style.ROW));
  }

  @Override
  public List<TextField> fields() {
    return List.of(composition.description());
  }

  @Override
  public String describe() {
    return "post page";
  }
}
