package dev.drover.virtualphone.app.instagram;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.common.ProfileField;
import dev.drover.virtualphone.app.common.SocialAccount;
import dev.drover.virtualphone.app.common.Video;
import dev.drover.virtualphone.app.instagram.content.InstagramLabel;
import dev.drover.virtualphone.app.profile.EditProfileScreen;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.Symbol;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/** The profile of the account in use. */
final class InstagramOwnProfileScreen implements AppScreen {
  private static final int TOP = 900;
  private static final int MOST_CELLS = 9;

  private final InstagramApp app;

  InstagramOwnProfileScreen(InstagramApp app) {
    this.app = app;
  }

  @Override
  public List<View> render() {
    SocialAccount account = app.platform().account();
    List<View> views = new ArrayList<>();
    views.addAll(app.createButton());
    views.add(
        View.row(
                "",
                app.at(150, 60, 800, 160),
                () -> app.push(new InstagramAccountSheet(app)),
                List.of(
                    View.label(account.name(), app.at(320, 60, 720, 160))
                        .called(account.name())
                        .withId("action_bar_title")
                        .styled(Style.TITLE)))
            .as("android.widget.LinearLayout")
            .withId("action_bar_username_container"));
    views.add(View.icon(app.say(InstagramLabel.OPTIONS), app.at(960, 60, 1080, 160), () -> {}));
    views.addAll(
        new InstagramProfileHead(app, account.name(), shownName(account))
            .render(
                app.say(account.hasStory() ? InstagramLabel.HAS_STORY : InstagramLabel.NO_STORY),
                account.hasStory(),
                account.posts().size(),
                account.following.size()));
    button(
        views,
        InstagramLabel.EDIT_PROFILE,
        30,
        () -> app.push(new EditProfileScreen(app, InstagramProfile.STYLE)));
    button(views, InstagramLabel.SHARE_PROFILE, 550, () -> {});
    List<View> cells = cells(account);
    View grid = app.strip(View.list("list", app.at(0, TOP, 1080, 2256), cells), TOP);
    views.add(
        cells.isEmpty()
            ? grid.drawing(new Ornament.Hollow(app.at(410, 1400, 670, 1660), Symbol.CAMERA))
            : grid);
    views.addAll(app.tabs(InstagramApp.Tab.PROFILE));
    return views;
  }

  private String shownName(SocialAccount account) {
    String nickname = account.shown(ProfileField.NICKNAME);
    return nickname.equals(account.name())
        ? app.say(InstagramLabel.DISPLAY_NAME, account.name())
        : nickname;
  }

  private void button(List<View> views, InstagramLabel label, int left, Runnable onTap) {
    views.add(
        View.row(
                app.say(label),
                app.at(left, 560, left + 500, 650),
                onTap,
                List.of(
                    View.label(app.say(label), app.at(left + 100, 570, left + 400, 640))
                        .styled(Style.INNER)))
            .as("android.widget.Button")
            .withId("button_container")
            .styled(Style.SECONDARY));
  }

  private List<View> cells(SocialAccount account) {
    List<View> cells = new ArrayList<>();
    List<Video> videos = account.posts().stream().map(SocialAccount.OwnPost::video).toList();
    for (int i = 0; i < Math.min(videos.size(), MOST_CELLS); i++) {
      int place = i;
      boolean photos = account.posts().get(i).photos();
      int left = i % 3 * 360;
      int top = TOP + i / 3 * 450;
      boolean otherwise = app.leavesOut("cells");
      String words =
          otherwise
              ? "Clip " + videos.get(i).id()
              : app.say(
                      photos ? InstagramLabel.PHOTO_CELL : InstagramLabel.REEL_CELL, account.name())
                  .replace("%r", Integer.toString(i / 3 + 1))
                  .replace("%c", Integer.toString(i % 3 + 1));
      cells.add(
          View.row(
                  words,
                  app.at(left, top, left + 360, Math.min(2256, top + 450)),
                  () ->
                      app.push(
                          ReelScreen.among(
                              app, index -> videos.get(Math.min(index, videos.size() - 1)), place)),
                  List.of())
              .as("android.widget.Button")
              .withId(otherwise ? "tile" : "image_button")
              .drawing(
                  new Ornament.Scene(
                      app.at(left, top, left + 357, Math.min(2256, top + 447)),
                      videos.get(i).id(),
                      videos.get(i).caption(),
                      new Ornament.Still())));
    }
    return cells;
  }

  @Override
  public boolean isPaused() {
    return true;
  }

  @Override
  public String describe() {
    return "own profile of " + app.platform().account().name();
  }
}
