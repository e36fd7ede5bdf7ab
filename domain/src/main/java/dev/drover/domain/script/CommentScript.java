package dev.drover.domain.script;

import dev.drover.domain.app.Platform;
import java.util.List;
import java.util.Optional;

/**
 * Leaves a comment under one post.
 *
 * @param number of this task among those of its request, from 0: what a sequential order goes by
 * @param image a picture to attach, absolute or below the upload folder; TikTok only
 */
public record CommentScript(
    PostUrl target, CommentPicker comments, int number, Optional<String> image) implements Script {

  @Override
  public String wireName() {
    return ScriptName.COMMENT.wireName();
  }

  @Override
  public Script forTask(int newNumber) {
    return new CommentScript(target, comments, newNumber, image);
  }

  @Override
  public List<Unfit> unfitFor(Platform platform) {
    if (target.platform() != platform) {
      return List.of(
          new Unfit(
              "target_post_urls",
              "has "
                  + target
                  + ", which is on "
                  + target.platform().displayName()
                  + " and not on "
                  + platform.displayName()));
    }
    return image.isPresent() && platform != Platform.TIKTOK
        ? List.of(Unfit.onlyOn(Platform.TIKTOK, "comment_image_path"))
        : List.of();
  }
}
