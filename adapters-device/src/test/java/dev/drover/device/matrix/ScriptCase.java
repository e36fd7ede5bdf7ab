package dev.drover.device.matrix;

import dev.drover.device.flow.PhoneBench.Setup;
import dev.drover.device.flow.TestFiles;
import dev.drover.device.flow.TestScripts;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.Platform;
import dev.drover.domain.app.PostUrl;
import dev.drover.domain.material.MaterialSource;
import dev.drover.domain.material.PostContent;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.comment.CommentOrder;
import dev.drover.domain.script.comment.CommentPicker;
import dev.drover.domain.script.comment.CommentScript;
import dev.drover.domain.script.follow.AccessMethod;
import dev.drover.domain.script.follow.FollowScript;
import dev.drover.domain.script.follow.UnfollowScript;
import dev.drover.domain.script.like.LikeScript;
import dev.drover.domain.script.match.MatchAccountScript;
import dev.drover.domain.script.post.AddedSound;
import dev.drover.domain.script.post.Placement;
import dev.drover.domain.script.post.PostScript;
import dev.drover.domain.script.post.PostWay;
import dev.drover.domain.script.profile.ProfileScript;
import dev.drover.domain.script.warmup.AccountWarmupScript;
import dev.drover.domain.script.warmup.AccountWarmupScript.Chances;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.app.Label;
import dev.drover.virtualphone.app.instagram.content.InstagramLabel;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import dev.drover.virtualphone.config.Language;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A script with its parameters, and the effects that it must have according to the phone's own
 * record.
 */
public enum ScriptCase {
  POST_VIDEO("post", 40),
  POST_IMAGES("post", 40),
  FOLLOW("follow", 8),
  UNFOLLOW("unfollow", 10),
  COMMENT("comment", 20),
  LIKE("like", 12),
  MATCH_ACCOUNT("no action", 8),
  ACCOUNT_WARMUP("like", 25),
  PROFILE("nickname", 50);

  private static final Username TARGET = new Username("mila.cooks");
  private static final String CAPTION = "At \"sea\" $(date) ⛵";
  private static final String NICKNAME = "Mila 🥐 `id`";
  private static final String BIO = "Bread, and \"boats\"\n$(date) ⛵";
  private static final String COMMENT_TEXT = "So schön! 😍 `id` 'ok'";

  private final String action;
  private final int commands;

  ScriptCase(String action, int commands) {
    this.action = action;
    this.commands = commands;
  }

  /** A run sends at least so many commands to the phone. */
  public int commands() {
    return commands;
  }

  /** The action that a fault can strike, as the phone names it. */
  public String action() {
    return action;
  }

  /** Whether it changes anything outside the phone. */
  boolean hasEffects() {
    return this != MATCH_ACCOUNT;
  }

  /** Words on the screen that the script can't do without, as that phone says them. */
  String label(Setup setup) {
    boolean tiktok = setup.platform() == Platform.TIKTOK;
    Label label =
        switch (this) {
          case POST_VIDEO, POST_IMAGES -> tiktok ? TikTokLabel.POST : InstagramLabel.SHARE;
          case FOLLOW -> tiktok ? TikTokLabel.FOLLOW : InstagramLabel.FOLLOW;
          case UNFOLLOW -> tiktok ? TikTokLabel.UNFOLLOW : InstagramLabel.UNFOLLOW;
          case COMMENT -> tiktok ? TikTokLabel.ADD_COMMENT : InstagramLabel.ADD_COMMENT;
          case MATCH_ACCOUNT -> tiktok ? TikTokLabel.SWITCH_ACCOUNT : InstagramLabel.ADD_ACCOUNT;
          case LIKE, ACCOUNT_WARMUP -> tiktok ? TikTokLabel.LIKE_VIDEO : InstagramLabel.LIKE;
          case PROFILE -> tiktok ? TikTokLabel.PROFILE_SAVE : InstagramLabel.PROFILE_SAVE;
        };
    return longestPart(label.in(Language.ofLocale(setup.locale())));
  }

  /** Leaves out what stands in the place of a name or a number. */
  private static String longestPart(String words) {
    return Stream.of(words.split("\\{}", -1))
        .max(Comparator.comparingInt(String::length))
        .orElseThrow()
        .strip();
  }

  /** The script; that needs {@link #materials} too. */
  public Script script(Platform platform, RandomGenerator random) {
    return switch (this) {
      case POST_VIDEO ->
          post(
              new PostContent.Video(),
              platform == Platform.TIKTOK && random.nextBoolean()
                  ? new PostWay.Share()
                  : new PostWay.AddButton());
      case POST_IMAGES -> post(new PostContent.Images(3), new PostWay.AddButton());
      case FOLLOW -> new FollowScript(TARGET, anyMethod(random));
      case UNFOLLOW -> new UnfollowScript(TARGET, anyMethod(random));
      case COMMENT ->
          new CommentScript(
              PostUrl.parse(TestScripts.address(platform)),
              new CommentPicker(List.of(COMMENT_TEXT), CommentOrder.SEQUENTIAL, false),
              0,
              Optional.empty());
      case LIKE -> new LikeScript(PostUrl.parse(TestScripts.address(platform)));
      case MATCH_ACCOUNT -> new MatchAccountScript(true, Optional.of(platform));
      case ACCOUNT_WARMUP ->
          new AccountWarmupScript(
              Duration.ofSeconds(4),
              List.of(),
              Duration.ofMillis(500),
              Duration.ofMillis(900),
              new Chances(100, 0, 60, 0),
              Optional.empty(),
              Optional.empty());
      case PROFILE ->
          new ProfileScript(
              Optional.of(NICKNAME),
              Optional.empty(),
              Optional.of(BIO),
              Optional.empty(),
              Optional.empty());
    };
  }

  /** Whether a run of it has more than one effect. */
  public boolean hasSeveralEffects() {
    return this == ACCOUNT_WARMUP || this == PROFILE;
  }

  private static AccessMethod anyMethod(RandomGenerator random) {
    AccessMethod[] methods = AccessMethod.values();
    return methods[random.nextInt(methods.length)];
  }

  private static PostScript post(PostContent content, PostWay way) {
    return new PostScript(
        content,
        CAPTION,
        way,
        new MaterialSource.Library(List.of()),
        Duration.ofSeconds(4),
        new AddedSound.Untouched(),
        Duration.ofSeconds(5),
        Optional.empty(),
        Optional.empty(),
        false,
        Placement.REEL);
  }

  /** Files that the script needs. */
  public Optional<PostMaterials> materials(TestFiles files) {
    return switch (this) {
      case POST_VIDEO -> Optional.of(files.video());
      case POST_IMAGES -> Optional.of(files.pictures(3));
      case FOLLOW, UNFOLLOW, COMMENT, LIKE, MATCH_ACCOUNT, ACCOUNT_WARMUP, PROFILE ->
          Optional.empty();
    };
  }

  /** What has to be done on the phone before, so that there is something to do. */
  public Optional<Script> before() {
    return this == UNFOLLOW
        ? Optional.of(new FollowScript(TARGET, AccessMethod.DIRECT))
        : Optional.empty();
  }

  /**
   * What is wrong with what happened on the phone, whatever was told of it: something that nobody
   * asked for, or something twice.
   */
  Optional<String> excess(Platform platform, List<Effect> effects) {
    for (Effect effect : effects) {
      if (!wasAskedFor(effect, platform, "ann")) {
        return Optional.of("nobody asked for " + effect);
      }
    }
    if (!hasSeveralEffects() && effects.size() > 1) {
      return Optional.of("done " + effects.size() + " times: " + effects);
    }
    return effects.stream().map(effect -> effect.kind() + " " + effect.target()).distinct().count()
            == effects.size()
        ? Optional.empty()
        : Optional.of("done twice: " + effects);
  }

  /** Whether it is what the script is to do for an account. */
  public boolean wasAskedFor(Effect effect, Platform platform, String account) {
    return effect.account().equals(account)
        && effect.app().equals(platform.defaultPackage())
        && switch (this) {
          case POST_VIDEO, POST_IMAGES ->
              effect.kind().equals("post") && CAPTION.equals(effect.details().get("description"));
          case FOLLOW, UNFOLLOW ->
              effect.kind().equals(action) && effect.target().equals(TARGET.value());
          case COMMENT ->
              effect.kind().equals("comment")
                  && effect.target().equals(TestScripts.address(platform))
                  && effect.text().equals(COMMENT_TEXT);
          case LIKE ->
              effect.kind().equals("like")
                  && TestScripts.address(platform).endsWith("/" + effect.target());
          case MATCH_ACCOUNT -> false;
          case ACCOUNT_WARMUP -> Set.of("like", "collect").contains(effect.kind());
          case PROFILE ->
              (effect.kind().equals("nickname") && effect.text().equals(NICKNAME))
                  || (effect.kind().equals("bio") && effect.text().equals(BIO));
        };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
