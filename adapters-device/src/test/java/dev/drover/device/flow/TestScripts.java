package dev.drover.device.flow;

import dev.drover.domain.app.Platform;
import dev.drover.domain.app.PostUrl;
import dev.drover.domain.material.MaterialSource;
import dev.drover.domain.material.PostContent;
import dev.drover.domain.script.comment.CommentOrder;
import dev.drover.domain.script.comment.CommentPicker;
import dev.drover.domain.script.comment.CommentScript;
import dev.drover.domain.script.post.AddedSound;
import dev.drover.domain.script.post.Placement;
import dev.drover.domain.script.post.PostScript;
import dev.drover.domain.script.post.PostWay;
import dev.drover.domain.script.warmup.AccountWarmupScript;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The scripts of the tests of both apps. */
public final class TestScripts {
  public static final String COMMENT_TEXT = "So good, très bien, 好";

  private TestScripts() {}

  public static String address(Platform platform) {
    return switch (platform) {
      case TIKTOK -> "https://www.tiktok.com/@mila.cooks/video/7301";
      case INSTAGRAM -> "https://www.instagram.com/reel/Cabc123";
    };
  }

  public static CommentScript comment(String address) {
    return new CommentScript(
        PostUrl.parse(address),
        new CommentPicker(List.of(COMMENT_TEXT), CommentOrder.SEQUENTIAL, false),
        0,
        Optional.empty());
  }

  public static AccountWarmupScript warmup(AccountWarmupScript.Chances chances) {
    return new AccountWarmupScript(
        Duration.ofSeconds(4),
        List.of(),
        Duration.ofMillis(500),
        Duration.ofMillis(500),
        chances,
        Optional.of(new CommentPicker(List.of("Nice one"), CommentOrder.SEQUENTIAL, false)),
        Optional.empty());
  }

  public static PostScript post(PostContent content, Placement placement) {
    return new PostScript(
        content,
        "Lunch at home #food",
        new PostWay.AddButton(),
        new MaterialSource.Library(List.of()),
        Duration.ofSeconds(30),
        new AddedSound.Untouched(),
        Duration.ofSeconds(5),
        Optional.empty(),
        Optional.empty(),
        false,
        placement);
  }
}
