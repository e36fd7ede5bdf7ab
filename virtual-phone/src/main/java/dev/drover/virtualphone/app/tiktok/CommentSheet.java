package dev.drover.virtualphone.app.tiktok;

import dev.drover.virtualphone.app.common.CommentBox;
import dev.drover.virtualphone.app.common.SocialPlatform.Comment;
import dev.drover.virtualphone.app.common.Video;
import dev.drover.virtualphone.app.tiktok.compose.GalleryScreen;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.View;
import dev.drover.virtualphone.system.MediaFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The comments on a video. It lies over the video; its field rises with the keyboard. */
final class CommentSheet extends CommentBox {
  private static final int TOP = 760;
  private static final int ROW = 190;
  private static final List<String> EMOJI = List.of("😀", "😂", "😍", "👏", "🔥", "🎉");

  private final TikTokApp app;
  private Optional<MediaFile> photo = Optional.empty();
  private boolean emojiShown;

  CommentSheet(TikTokApp app, Video video) {
    super(app, video);
    this.app = app;
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(
        View.label(
                app.say(
                    TikTokLabel.COMMENTS, TikTokApp.number(app.platform().commentCount(video()))),
                app.at(340, TOP + 20, 740, TOP + 100))
            .styled(Style.TITLE));
    views.add(
        View.icon(app.say(TikTokLabel.CLOSE), app.at(970, TOP + 10, 1070, TOP + 110), app::pop));
    if (video().hasCommentsOff()) {
      views.add(
          View.label(app.say(TikTokLabel.COMMENTS_OFF), app.at(240, TOP + 500, 840, TOP + 600))
              .styled(Style.MESSAGE));
    } else {
      int barTop = field().keyboardShown() ? 1400 : 2240;
      views.add(View.list("c7k", app.at(0, TOP + 120, 1080, barTop - 120), rows(barTop - 120)));
      if (isRefused()) {
        views.add(
            View.label(
                app.say(TikTokLabel.COMMENT_NOT_POSTED), app.at(240, TOP + 120, 840, TOP + 200)));
      }
      views.add(View.group("bar", app.at(0, barTop - 120, 1080, barTop + 140), bar(barTop)));
    }
    return List.of(
        View.row("", app.at(0, 0, 1080, TOP), app::pop, List.of()).styled(Style.SCRIM),
        View.sheet(app.at(0, TOP, 1080, 2400), views));
  }

  private List<View> rows(int bottom) {
    List<View> rows = new ArrayList<>();
    int top = TOP + 220;
    for (Comment comment : rowsTold()) {
      if (top + ROW <= bottom) {
        rows.add(row(comment, top));
        top += ROW;
      }
    }
    return rows;
  }

  private View row(Comment comment, int top) {
    List<View> children = new ArrayList<>();
    children.add(View.label(comment.author(), app.at(160, top, 800, top + 50)).styled(Style.QUIET));
    children.add(
        View.label(told(comment), app.at(160, top + 55, 1000, top + 115)).styled(Style.CAPTION));
    children.add(
        View.tappableLabel(
                app.say(TikTokLabel.REPLY), app.at(160, top + 120, 320, top + 175), () -> {})
            .styled(Style.QUIET));
    return View.group("", app.at(0, top, 1080, top + ROW), children)
        .drawing(new Ornament.Avatar(app.at(36, top + 4, 132, top + 100), comment.author(), false));
  }

  private List<View> bar(int top) {
    List<View> views = new ArrayList<>();
    if (photo.isPresent()) {
      views.add(
          View.picture("", app.at(160, top - 110, 260, top - 10))
              .drawing(
                  app.preview(
                      photo.get(), app.at(160, top - 110, 260, top - 10), new Ornament.Still())));
      views.add(
          View.icon(
              app.say(TikTokLabel.REMOVE_PHOTO),
              app.at(270, top - 110, 330, top - 50),
              () -> photo = Optional.empty()));
    } else if (emojiShown) {
      for (int i = 0; i < EMOJI.size(); i++) {
        String emoji = EMOJI.get(i);
        views.add(
            View.tappableLabel(
                emoji,
                app.at(40 + i * 160, top - 110, 180 + i * 160, top - 10),
                () -> field().type(emoji)));
      }
    }
    boolean sendable = isSendable();
    views.add(
        View.field(
            field(),
            app.say(TikTokLabel.ADD_COMMENT),
            app.at(40, top, sendable ? 660 : 800, top + 130),
            () -> app.focus(field())));
    int left = sendable ? 670 : 810;
    views.add(
        View.icon(
            app.say(TikTokLabel.INSERT_EMOJI),
            app.at(left, top + 10, left + 120, top + 120),
            () -> emojiShown = !emojiShown));
    views.add(
        View.icon(
            app.say(TikTokLabel.INSERT_PHOTO),
            app.at(left + 130, top + 10, left + 250, top + 120),
            this::choosePhoto));
    if (sendable) {
      views.add(
          View.icon(
              app.say(TikTokLabel.POST_COMMENT),
              app.at(940, top + 10, 1060, top + 120),
              this::enter));
    }
    return views;
  }

  private void choosePhoto() {
    field().hideKeyboard();
    app.push(
        GalleryScreen.forComment(
            app,
            chosen -> {
              photo = Optional.of(chosen);
              app.popTo(this);
            }));
  }

  @Override
  public Optional<MediaFile> photo() {
    return photo;
  }

  @Override
  public void sent() {
    photo = Optional.empty();
    emojiShown = false;
  }
}
