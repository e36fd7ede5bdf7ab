package dev.drover.virtualphone.app.tiktok;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.common.ProfileField;
import dev.drover.virtualphone.app.common.SocialAccount;
import dev.drover.virtualphone.app.common.Video;
import dev.drover.virtualphone.app.profile.EditProfileScreen;
import dev.drover.virtualphone.app.tiktok.compose.EditScreen;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.Symbol;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/** The profile of the account in use. */
final class OwnProfileScreen implements AppScreen {
  private static final int COLUMNS = 3;
  private static final int CELL_WIDTH = 360;
  private static final int CELL_HEIGHT = 460;
  private static final int GRID_TOP = 960;
  private static final int MOST_CELLS = 9;

  private final TikTokApp app;

  OwnProfileScreen(TikTokApp app) {
    this.app = app;
  }

  @Override
  public List<View> render() {
    SocialAccount account = app.platform().account();
    List<View> views = new ArrayList<>();
    views.add(
        View.tappableLabel(
                account.shown(ProfileField.NICKNAME),
                app.at(340, 120, 740, 210),
                () -> app.push(new AccountSheet(app)))
            .styled(Style.TITLE));
    views.add(View.icon(app.say(TikTokLabel.PROFILE_MENU), app.at(960, 110, 1070, 220), () -> {}));
    views.add(
        View.tappableLabel("\u200e@" + account.name(), app.at(340, 540, 740, 600), () -> {})
            .styled(Style.QUIET_CENTERED)
            .drawing(new Ornament.Avatar(app.at(410, 260, 670, 520), account.name(), false)));
    counter(views, account.following.size(), TikTokLabel.FOLLOWING, 200);
    counter(views, 0, TikTokLabel.FOLLOWERS, 430);
    counter(views, 0, TikTokLabel.LIKES, 660);
    views.add(
        View.button(
                app.say(TikTokLabel.EDIT_PROFILE),
                app.at(300, 780, 780, 880),
                () -> app.push(new EditProfileScreen(app, TikTokProfile.STYLE)))
            .styled(Style.SECONDARY));
    List<View> cells = cells(account);
    View grid = app.strip(View.list("own", app.at(0, GRID_TOP, 1080, 2256), cells), GRID_TOP);
    views.add(
        cells.isEmpty()
            ? grid.drawing(new Ornament.Hollow(app.at(410, 1400, 670, 1660), Symbol.CAMERA))
            : grid);
    views.addAll(app.tabs(TikTokLabel.PROFILE));
    return views;
  }

  private void counter(List<View> views, int count, TikTokLabel name, int left) {
    views.add(
        View.label(TikTokApp.number(count), app.at(left, 630, left + 220, 690))
            .styled(Style.COUNT));
    views.add(
        View.label(app.say(name), app.at(left, 690, left + 220, 740)).styled(Style.QUIET_CENTERED));
  }

  private List<View> cells(SocialAccount account) {
    List<View> cells = new ArrayList<>();
    if (!account.drafts.isEmpty()) {
      cells.add(
          cell(
                  "",
                  0,
                  this::editDraft,
                  List.of(
                      View.label(
                              app.say(TikTokLabel.DRAFTS_COUNT, account.drafts.size()),
                              app.at(20, GRID_TOP + 380, 340, GRID_TOP + 440))
                          .styled(Style.BADGE)))
              .drawing(cover(0, "drafts", "")));
    }
    List<Video> videos = account.posts().stream().map(SocialAccount.OwnPost::video).toList();
    for (int i = 0; i < videos.size() && cells.size() < MOST_CELLS; i++) {
      int place = i;
      boolean photos = account.posts().get(i).photos();
      cells.add(
          cell(
                  app.leavesOut("cells")
                      ? "Clip " + videos.get(i).id()
                      : app.say(photos ? TikTokLabel.PHOTO_POST_VIEWS : TikTokLabel.VIDEO_VIEWS, 0),
                  cells.size(),
                  () ->
                      app.push(
                          VideoScreen.among(
                              app, index -> videos.get(Math.min(index, videos.size() - 1)), place)),
                  List.of())
              .drawing(cover(cells.size(), videos.get(i).id(), videos.get(i).caption())));
    }
    return cells;
  }

  private void editDraft() {
    app.push(new EditScreen(app, app.platform().account().drafts.pop()));
  }

  private Ornament cover(int place, String seed, String topic) {
    int left = place % COLUMNS * CELL_WIDTH;
    int top = GRID_TOP + place / COLUMNS * CELL_HEIGHT;
    return new Ornament.Scene(
        app.at(left, top, left + CELL_WIDTH - 3, Math.min(2256, top + CELL_HEIGHT - 3)),
        seed,
        topic,
        new Ornament.Still());
  }

  private View cell(String description, int place, Runnable onTap, List<View> children) {
    int left = place % COLUMNS * CELL_WIDTH;
    int top = GRID_TOP + place / COLUMNS * CELL_HEIGHT;
    return View.row(
        description,
        app.at(left, top, left + CELL_WIDTH, Math.min(2256, top + CELL_HEIGHT)),
        onTap,
        children);
  }

  @Override
  public String describe() {
    return "own profile of " + app.platform().account().name();
  }
}
