package dev.drover.domain.script.comment;

import dev.drover.domain.account.AccountAction;
import dev.drover.domain.app.Platform;
import dev.drover.domain.app.PostUrl;
import dev.drover.domain.script.Parameter;
import dev.drover.domain.script.Problems;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.ScriptType;
import dev.drover.domain.script.Values;
import java.util.List;
import java.util.Optional;

/** Declares the script {@code comment}. */
public final class CommentType implements ScriptType {
  static final String NAME = "comment";

  private static final Parameter<List<PostUrl>> POSTS =
      Parameter.array("target_post_urls", PostUrl::parse)
          .alsoAs("target_post_url")
          .required("")
          .described(
              "Posts",
              "The posts' addresses, one task for each: tiktok.com/@u/video/N, vm.tiktok.com/X,"
                  + " instagram.com/p/X or instagram.com/reel/X.");

  private static final Parameter<List<String>> COMMENTS =
      CommentChoice.lines("comment_content").required("one comment a line");

  private static final Parameter<String> IMAGE =
      Parameter.text("comment_image_path")
          .onlyOn(Platform.TIKTOK)
          .described("Comments", "A picture to attach, absolute or relative to the upload folder.");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "Leaves a comment under posts.";
  }

  @Override
  public List<Parameter<?>> parameters() {
    return List.of(POSTS, COMMENTS, CommentChoice.ORDER, CommentChoice.INSERT_EMOJI, IMAGE);
  }

  @Override
  public Optional<Parameter<? extends List<?>>> fanOut() {
    return Optional.of(POSTS);
  }

  @Override
  public Optional<AccountAction> spends() {
    return Optional.of(AccountAction.COMMENT);
  }

  @Override
  public boolean takesFiles() {
    return true;
  }

  @Override
  public void check(Values values, Problems problems) {
    CommentChoice.check(COMMENTS, values, problems);
    boolean onTikTok =
        values.given(POSTS).orElse(List.of()).stream()
            .allMatch(post -> post.platform() == Platform.TIKTOK);
    if (values.has(IMAGE) && !onTikTok) {
      problems.error(IMAGE.name(), "works on TikTok only");
    }
  }

  @Override
  public Script script(Values values, int number) {
    return new CommentScript(
        values.get(POSTS).getFirst(),
        CommentChoice.picker(COMMENTS, values)
            .orElseThrow(() -> new IllegalArgumentException(COMMENTS.name() + " is missing")),
        number,
        values.given(IMAGE));
  }
}
