package dev.drover.virtualphone.app.instagram;

import dev.drover.virtualphone.app.common.CommentBox;
import dev.drover.virtualphone.app.common.SocialPlatform.Comment;
import dev.drover.virtualphone.app.common.Video;
import dev.drover.virtualphone.app.instagram.content.InstagramLabel;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;

/** The comments on a post: a sheet that Back closes. Its field rises with the keyboard. */
final class InstagramCommentSheet extends CommentBox {
  private static final int ROW = 180;

  private final InstagramApp app;

  InstagramCommentSheet(InstagramApp app, Video post) {
    super(app, post);
    this.app = app;
  }

  @Override
  public List<View> render() {
    int sheet = app.isMoved() ? 120 : 500;
    List<View> views = new ArrayList<>();
    views.add(
        View.label(app.say(InstagramLabel.COMMENTS), app.at(300, sheet + 30, 780, sheet + 110))
            .withId("title_text_view")
            .styled(Style.TITLE));
    if (video().hasCommentsOff()) {
      views.add(
          View.label(
                  app.say(InstagramLabel.COMMENTS_OFF), app.at(200, sheet + 500, 880, sheet + 600))
              .styled(Style.MESSAGE));
      return app.sheet(sheet, views);
    }
    int bar = field().keyboardShown() ? 1380 : 2220;
    List<View> rows = new ArrayList<>();
    int top = sheet + 220;
    for (Comment comment : rowsTold()) {
      if (top + ROW <= bar) {
        rows.add(row(comment, top));
        top += ROW;
      }
    }
    views.add(View.list("sticky_header_list", app.at(0, sheet + 130, 1080, bar), rows));
    if (isRefused()) {
      views.add(
          View.label(
              app.say(InstagramLabel.COMMENT_NOT_POSTED),
              app.at(240, sheet + 130, 840, sheet + 210)));
    }
    views.add(
        View.field(
                field(),
                app.say(InstagramLabel.ADD_COMMENT, video().author()),
                app.at(140, bar + 10, 820, bar + 140),
                () -> app.focus(field()))
            .as(
                app.isMoved()
                    ? "com.instagram.ui.widget.ComposerEditText"
                    : "android.widget.AutoCompleteTextView")
            .withId(
                app.isMoved()
                    ? "layout_comment_thread_edittext_multiline"
                    : "layout_comment_thread_edittext")
            .drawing(
                new Ornament.Avatar(
                    app.at(24, bar + 22, 126, bar + 124), app.platform().account().name(), false)));
    if (isSendable()) {
      views.add(
          View.icon(
                  app.say(InstagramLabel.POST_COMMENT),
                  app.at(840, bar + 10, 1040, bar + 140),
                  this::enter)
              .withId("layout_comment_thread_post_button_icon"));
    }
    return app.sheet(sheet, views);
  }

  private View row(Comment comment, int top) {
    return View.group(
        "",
        app.at(0, top, 1080, top + ROW),
        List.of(
            View.tappableLabel(comment.author(), app.at(160, top, 500, top + 50), () -> {})
                .as("android.widget.Button")
                .styled(Style.QUIET)
                .drawing(
                    new Ornament.Avatar(
                        app.at(36, top + 4, 132, top + 100), comment.author(), false)),
            View.label(told(comment), app.at(160, top + 55, 1000, top + 115))
                .as("com.instagram.ui.widget.textview.IgTextLayoutView")
                .styled(Style.CAPTION),
            View.tappableLabel(
                    app.say(InstagramLabel.REPLY), app.at(160, top + 120, 320, top + 170), () -> {})
                .as("android.widget.Button")
                .styled(Style.QUIET)));
  }
}
