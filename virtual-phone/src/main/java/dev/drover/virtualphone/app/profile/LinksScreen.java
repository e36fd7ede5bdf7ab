package dev.drover.virtualphone.app.profile;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.common.ProfileField;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/** Lists the links of the account in use, which one can be added to. */
final class LinksScreen implements AppScreen {
  private final SocialApp app;
  private final ProfileStyle style;

  LinksScreen(SocialApp app, ProfileStyle style) {
    this.app = app;
    this.style = style;
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(style.leave(app));
    views.add(style.title(app, style.words().of(ProfileField.LINK)));
    views.add(
        View.tappableLabel(
                app.say(style.words().addLink()),
                app.at(40, 270, 1040, 390),
                () -> app.push(new FieldEditor(app, style, ProfileField.LINK)))
            .styled(Style.ROW));
    String link = app.platform().account().shown(ProfileField.LINK);
    if (!link.isEmpty()) {
      views.add(View.tappableLabel(link, app.at(40, 430, 1040, 550), () -> {}).styled(Style.ROW));
    }
    return views;
  }

  @Override
  public String describe() {
    return "links";
  }
}
