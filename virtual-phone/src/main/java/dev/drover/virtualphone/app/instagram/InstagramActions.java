package dev.drover.virtualphone.app.instagram;

import dev.drover.virtualphone.app.common.Video;

/** The actions on a post, whichever page shows it. */
record InstagramActions(InstagramApp app, Video post) {

  boolean isLiked() {
    return app.platform().likes(post);
  }

  boolean isSaved() {
    return app.platform().collects(post);
  }

  /** Whether the author can be followed and is not yet. */
  boolean isFollowable() {
    return !app.platform().follows(post.author())
        && !post.author().equals(app.platform().account().name());
  }

  void toggleLike() {
    app.heed(app.platform().toggleLike(post));
  }

  void toggleSave() {
    app.heed(app.platform().toggleCollect(post));
  }

  void follow() {
    app.heed(app.platform().follow(post.author()));
  }

  void openComments() {
    app.push(new InstagramCommentSheet(app, post));
  }
}
