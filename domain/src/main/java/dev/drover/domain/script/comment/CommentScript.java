package dev.drover.domain.script.comment;

import dev.drover.domain.app.Platform;
import dev.drover.domain.app.PostUrl;
import dev.drover.domain.material.FilesNeeded;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.Unfit;
import java.util.List;
import java.util.Optional;

/**
 * Leaves a comment under one post.
 *
 * @param number of this task among those of its request, from 0; selects the comment in sequential
 *     order
 * @param image a picture to attach, absolute or below the upload folder; TikTok only
 */
public record CommentScript(
    PostUrl post, CommentPicker comments, int number, Optional<String> image) implements Script {

  @Override
  public String wireName() {
    return CommentType.NAME;
  }

  @Override
  public Optional<String> target() {
    return Optional.of(post.value());
  }

  @Override
  public Optional<Platform> platform() {
    return Optional.of(post.platform());
  }

  @Override
  public FilesNeeded files() {
    return image.<FilesNeeded>map(FilesNeeded.Picture::new).orElseGet(FilesNeeded.None::new);
  }

  @Override
  public List<Unfit> unfitFor(Platform platform) {
    Optional<Unfit> elsewhere = Unfit.elsewhere(post, platform, "target_post_urls");
    if (elsewhere.isPresent()) {
      return List.of(elsewhere.get());
    }
    return image.isPresent() && platform != Platform.TIKTOK
        ? List.of(Unfit.onlyOn(Platform.TIKTOK, "comment_image_path"))
        : List.of();
  }
}
