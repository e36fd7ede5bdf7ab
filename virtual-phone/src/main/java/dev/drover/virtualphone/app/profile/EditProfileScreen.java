package dev.drover.virtualphone.app.profile;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.common.ProfileField;
import dev.drover.virtualphone.app.common.SocialAccount;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists the fields of the account in use, each with a page to edit it. Accounts whose name begins
 * with {@code small} are offered no link.
 */
public final class EditProfileScreen implements AppScreen {
  private static final int FIRST_ROW = 700;
  private static final int ROW = 150;

  private final SocialApp app;
  private final ProfileStyle style;

  public EditProfileScreen(SocialApp app, ProfileStyle style) {
    this.app = app;
    this.style = style;
  }

  @Override
  public List<View> render() {
    SocialAccount account = app.platform().account();
    List<View> views = new ArrayList<>();
    views.add(View.icon(app.say(style.words().back()), app.at(0, 110, 110, 220), app::pop));
    views.add(style.title(app, style.words().title()));
    views.add(
        View.picture("", app.at(410, 270, 670, 530))
            .drawing(
                account
                    .avatar()
                    .map(
                        file -> app.preview(file, app.at(410, 270, 670, 530), new Ornament.Still()))
                    .orElseGet(
                        () ->
                            new Ornament.Avatar(
                                app.at(410, 270, 670, 530), account.name(), false))));
    views.add(
        View.tappableLabel(
                app.say(style.words().changePhoto()),
                app.at(300, 560, 780, 640),
                () -> app.push(new PhotoSheet(app, style, this)))
            .styled(Style.LINK));
    int top = FIRST_ROW;
    for (ProfileField field :
        List.of(
            ProfileField.NICKNAME, ProfileField.USERNAME, ProfileField.BIO, ProfileField.LINK)) {
      if (field != ProfileField.LINK || !account.name().startsWith("small")) {
        views.add(
            style.row(
                app,
                app.say(style.words().of(field)),
                account.shown(field),
                top,
                () -> app.push(editor(field))));
        top += ROW;
      }
    }
    return views;
  }

  private AppScreen editor(ProfileField field) {
    return field == ProfileField.LINK && style.listsLinks()
        ? new LinksScreen(app, style)
        : new FieldEditor(app, style, field);
  }

  @Override
  public String describe() {
    return "edit profile of " + app.platform().account().name();
  }
}
