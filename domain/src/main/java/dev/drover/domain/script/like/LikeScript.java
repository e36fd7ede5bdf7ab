package dev.drover.domain.script.like;

import dev.drover.domain.account.Username;
import dev.drover.domain.app.Platform;
import dev.drover.domain.app.PostUrl;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.Unfit;
import java.util.List;
import java.util.Optional;

/** Likes one post. It reads the present state first, so a repetition is safe. */
public record LikeScript(PostUrl post) implements Script {

  @Override
  public String wireName() {
    return LikeType.NAME;
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
  public List<Unfit> unfitFor(Platform platform) {
    return Unfit.elsewhere(post, platform, "target_post_urls").stream().toList();
  }

  /** Returns the author that the address names; only some addresses on TikTok do. */
  public Optional<Username> author() {
    int at = post.value().indexOf("/@");
    int end = post.value().indexOf('/', at + 1);
    return at < 0 || end < 0
        ? Optional.empty()
        : Optional.of(new Username(post.value().substring(at + 2, end)));
  }
}
