package dev.drover.virtualphone.app.common;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.Direction;
import dev.drover.virtualphone.app.common.SocialPlatform.Comment;
import dev.drover.virtualphone.app.common.SocialPlatform.Outcome;
import dev.drover.virtualphone.paint.TextField;
import dev.drover.virtualphone.system.MediaFile;
import java.util.List;
import java.util.Optional;

/** The comments on a post, with a field for a new one. It lies over the post. */
public abstract class CommentBox implements AppScreen {
  private final SocialApp app;
  private final Video video;
  private final TextField field = TextField.ofManyLines();
  private boolean refused;
  private int scrolled;

  public CommentBox(SocialApp app, Video video) {
    this.app = app;
    this.video = video;
  }

  /** The photo that is sent with the comment. */
  public Optional<MediaFile> photo() {
    return Optional.empty();
  }

  /** Resets the page after a comment was posted. */
  public void sent() {}

  public final Video video() {
    return video;
  }

  public final TextField field() {
    return field;
  }

  public final boolean isRefused() {
    return refused;
  }

  public final boolean isSendable() {
    return !field.isEmpty() || photo().isPresent();
  }

  /** The comments whose rows the hierarchy has. */
  protected final List<Comment> rowsTold() {
    return app.leavesOut("comment_rows") ? List.of() : comments();
  }

  /** What the hierarchy tells of a comment. */
  protected final String told(Comment comment) {
    return app.leavesOut("comments") ? "" : comment.text();
  }

  /** The comments that are not scrolled out at the top. */
  public final List<Comment> comments() {
    List<Comment> comments = app.platform().commentsOn(video);
    return comments.subList(Math.min(scrolled, comments.size()), comments.size());
  }

  @Override
  public final void enter() {
    if (!isSendable()) {
      return;
    }
    Outcome outcome = app.heed(app.platform().comment(video, field.text(), photo()));
    refused = outcome == Outcome.REFUSED;
    if (outcome == Outcome.DONE) {
      field.clear();
      field.blur();
      scrolled = 0;
      sent();
    }
  }

  @Override
  public final List<TextField> fields() {
    return List.of(field);
  }

  @Override
  public final void swipe(Direction direction) {
    switch (direction) {
      case UP -> scrolled = Math.min(scrolled + 3, app.platform().commentsOn(video).size() - 1);
      case DOWN -> scrolled = Math.max(0, scrolled - 3);
      case LEFT, RIGHT -> {}
    }
  }

  @Override
  public final boolean isOverlay() {
    return true;
  }

  @Override
  public final String describe() {
    return "comments on video " + video.id();
  }
}
