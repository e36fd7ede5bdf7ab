package dev.drover.device.script;

import dev.drover.domain.device.Username;
import dev.drover.domain.material.MediaFile;
import dev.drover.domain.material.MediaType;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.script.AccessMethod;
import dev.drover.domain.script.AccountWarmupScript;
import dev.drover.domain.script.AccountWarmupScript.Chances;
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
import dev.drover.domain.script.Script;
import dev.drover.domain.script.UnfollowScript;
import dev.drover.virtualphone.Effect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One script with what it is asked to do, and what that is on the phone's own record. */
enum ScriptCase {
  POST("post", "Post", 40),
  FOLLOW("follow", "Follow", 8),
  UNFOLLOW("unfollow", "Unfollow", 10),
  COMMENT("comment", "Add comment...", 20),
  ACCOUNT_WARMUP("like", "Like video", 25);

  private static final Username TARGET = new Username("mila.cooks");
  private static final String VIDEO = "https://www.tiktok.com/@mila.cooks/video/7301";
  private static final String CAPTION = "At \"sea\" $(date) ⛵";
  private static final String COMMENT_TEXT = "So schön! 😍 `id` 'ok'";

  private final String action;
  private final String label;
  private final int commands;

  ScriptCase(String action, String label, int commands) {
    this.action = action;
    this.label = label;
    this.commands = commands;
  }

  /** A run sends at least so many commands to the phone. */
  int commands() {
    return commands;
  }

  /** The action that a fault can strike, as the phone names it. */
  String action() {
    return action;
  }

  /** Words on the screen that the script can't do without. */
  String label() {
    return label;
  }

  /** The script; that needs {@link #materials} too. */
  Script script() {
    return switch (this) {
      case POST ->
          new PostScript(
              new PostContent.Video(),
              CAPTION,
              new PostWay.Share(),
              new MaterialSource.Library(List.of()),
              Duration.ofSeconds(4),
              new AddedSound.Untouched(),
              Duration.ofSeconds(5),
              50,
              50,
              false,
              Placement.REEL);
      case FOLLOW -> new FollowScript(TARGET, AccessMethod.DIRECT);
      case UNFOLLOW -> new UnfollowScript(TARGET, AccessMethod.DIRECT);
      case COMMENT ->
          new CommentScript(
              PostUrl.parse(VIDEO),
              new CommentPicker(List.of(COMMENT_TEXT), CommentOrder.SEQUENTIAL, false),
              0,
              Optional.empty());
      case ACCOUNT_WARMUP ->
          new AccountWarmupScript(
              Duration.ofSeconds(4),
              List.of(),
              Duration.ofMillis(500),
              Duration.ofMillis(900),
              new Chances(100, 0, 60, 0),
              Optional.empty(),
              Optional.empty());
    };
  }

  /** Files that the script needs, written below {@code home}. */
  Optional<PostMaterials> materials(Path home) {
    return switch (this) {
      case POST ->
          Optional.of(new PostMaterials(List.of(clip(home)), Optional.empty(), Optional.empty()));
      case FOLLOW, UNFOLLOW, COMMENT, ACCOUNT_WARMUP -> Optional.empty();
    };
  }

  private static MediaFile clip(Path home) {
    try {
      Path clip = home.resolve("clip.mp4");
      Files.write(clip, "\0\0\0\030ftypisom".getBytes(StandardCharsets.ISO_8859_1));
      return new MediaFile(clip, "clip.mp4", MediaType.MP4);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** What has to be done on the phone before, so that there is something to do. */
  Optional<Script> before() {
    return this == UNFOLLOW ? Optional.of(FOLLOW.script()) : Optional.empty();
  }

  /**
   * What is wrong with what happened on the phone, whatever was told of it: something that nobody
   * asked for, or something twice.
   */
  Optional<String> excess(List<Effect> effects) {
    for (Effect effect : effects) {
      if (!wasAskedFor(effect)) {
        return Optional.of("nobody asked for " + effect);
      }
    }
    if (this != ACCOUNT_WARMUP && effects.size() > 1) {
      return Optional.of("done " + effects.size() + " times: " + effects);
    }
    return effects.stream().map(effect -> effect.kind() + " " + effect.target()).distinct().count()
            == effects.size()
        ? Optional.empty()
        : Optional.of("done twice: " + effects);
  }

  private boolean wasAskedFor(Effect effect) {
    return effect.account().equals("ann")
        && switch (this) {
          case POST ->
              effect.kind().equals("post") && CAPTION.equals(effect.details().get("description"));
          case FOLLOW, UNFOLLOW ->
              effect.kind().equals(action) && effect.target().equals(TARGET.value());
          case COMMENT ->
              effect.kind().equals("comment")
                  && effect.target().equals(VIDEO)
                  && effect.text().equals(COMMENT_TEXT);
          case ACCOUNT_WARMUP -> Set.of("like", "collect").contains(effect.kind());
        };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
