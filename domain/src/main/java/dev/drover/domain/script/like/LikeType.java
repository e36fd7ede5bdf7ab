package dev.drover.domain.script.like;

import dev.drover.domain.account.AccountAction;
import dev.drover.domain.app.PostUrl;
import dev.drover.domain.script.Parameter;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.ScriptType;
import dev.drover.domain.script.Values;
import java.util.List;
import java.util.Optional;

/** Declares the script {@code like}. */
public final class LikeType implements ScriptType {
  static final String NAME = "like";

  private static final Parameter<List<PostUrl>> POSTS =
      Parameter.array("target_post_urls", PostUrl::parse)
          .alsoAs("target_post_url")
          .required("")
          .described(
              "Posts",
              "The posts' addresses, one task for each: tiktok.com/@u/video/N, vm.tiktok.com/X,"
                  + " instagram.com/p/X or instagram.com/reel/X.");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "Likes posts.";
  }

  @Override
  public List<Parameter<?>> parameters() {
    return List.of(POSTS);
  }

  @Override
  public Optional<Parameter<? extends List<?>>> fanOut() {
    return Optional.of(POSTS);
  }

  @Override
  public Optional<AccountAction> spends() {
    return Optional.of(AccountAction.LIKE);
  }

  @Override
  public Script script(Values values, int number) {
    return new LikeScript(values.get(POSTS).getFirst());
  }
}
