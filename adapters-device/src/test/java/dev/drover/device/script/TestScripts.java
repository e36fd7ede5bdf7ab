package dev.drover.device.script;

import dev.drover.domain.device.Platform;
import dev.drover.domain.device.Username;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.script.AccessMethod;
import dev.drover.domain.script.AccountWarmupScript;
import dev.drover.domain.script.AddedSound;
import dev.drover.domain.script.CommentOrder;
import dev.drover.domain.script.CommentPicker;
import dev.drover.domain.script.CommentScript;
import dev.drover.domain.script.FollowScript;
import dev.drover.domain.script.MaterialSource;
import dev.drover.domain.script.Placement;
import dev.drover.domain.script.PostContent;
import dev.drover.domain.script.PostScript;
import dev.drover.domain.script.PostUrl;
import dev.drover.domain.script.PostWay;
import dev.drover.domain.script.UnfollowScript;
import dev.drover.domain.task.AttemptResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The scripts as they are run on any phone and either app: each with one effect to be expected. */
enum TestScripts {
  FOLLOW("follow"),
  UNFOLLOW("unfollow"),
  COMMENT("comment"),
  POST_VIDEO("post"),
  POST_IMAGES("post"),
  WARMUP("like");

  static final String COMMENT_TEXT = "So good, très bien, 好";

  private final String effect;

  TestScripts(String effect) {
    this.effect = effect;
  }

  /** What it does, as the virtual phone records it. */
  String effect() {
    return effect;
  }

  /** Runs it, after what has to come before it. */
  AttemptResult run(PhoneBench bench, Platform platform, TestFiles files) {
    return switch (this) {
      case FOLLOW -> bench.run(follow());
      case UNFOLLOW -> {
        bench.run(follow());
        yield bench.run(new UnfollowScript(new Username("carla"), AccessMethod.DIRECT));
      }
      case COMMENT -> bench.run(comment(address(platform)));
      case POST_VIDEO -> post(bench, new PostContent.Video(), files.video());
      case POST_IMAGES -> post(bench, new PostContent.Images(3), files.pictures(3));
      case WARMUP -> bench.run(warmup(new AccountWarmupScript.Chances(100, 0, 0, 0)));
    };
  }

  private static FollowScript follow() {
    return new FollowScript(new Username("carla"), AccessMethod.SEARCH);
  }

  static String address(Platform platform) {
    return switch (platform) {
      case TIKTOK -> "https://www.tiktok.com/@mila.cooks/video/7301";
      case INSTAGRAM -> "https://www.instagram.com/reel/Cabc123";
    };
  }

  static CommentScript comment(String address) {
    return new CommentScript(
        PostUrl.parse(address),
        new CommentPicker(List.of(COMMENT_TEXT), CommentOrder.SEQUENTIAL, false),
        0,
        Optional.empty());
  }

  static AccountWarmupScript warmup(AccountWarmupScript.Chances chances) {
    return new AccountWarmupScript(
        Duration.ofSeconds(4),
        List.of(),
        Duration.ofMillis(500),
        Duration.ofMillis(500),
        chances,
        Optional.of(new CommentPicker(List.of("Nice one"), CommentOrder.SEQUENTIAL, false)),
        Optional.empty());
  }

  static PostScript post(PostContent content, Placement placement) {
    return new PostScript(
        content,
        "Lunch at home #food",
        new PostWay.AddButton(),
        new MaterialSource.Library(List.of()),
        Duration.ofSeconds(30),
        new AddedSound.Untouched(),
        Duration.ofSeconds(5),
        PostScript.USUAL_VOLUME,
        PostScript.USUAL_VOLUME,
        false,
        placement);
  }

  private static AttemptResult post(
      PhoneBench bench, PostContent content, PostMaterials materials) {
    return bench.run(post(content, Placement.REEL), materials);
  }
}
