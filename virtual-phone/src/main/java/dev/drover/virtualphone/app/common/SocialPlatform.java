package dev.drover.virtualphone.app.common;

import dev.drover.virtualphone.app.AppEnvironment;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.system.MediaFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The service behind an app. It stores accounts and comments, carries out actions or refuses them,
 * and logs each action as an effect.
 */
public final class SocialPlatform {
  private final AppEnvironment environment;
  private final String packageName;
  private final SocialCatalog catalog;
  private final Map<String, SocialAccount> accounts = new LinkedHashMap<>();
  private final Map<String, List<Comment>> comments = new HashMap<>();
  private final Set<String> loggedOut = new HashSet<>();
  private SocialAccount current;
  private long nextPostId = 7_500_000_000_000_000_000L;

  public SocialPlatform(
      AppEnvironment environment, String packageName, SocialCatalog catalog, List<String> names) {
    this.environment = environment;
    this.catalog = catalog;
    this.packageName = packageName;
    names.forEach(name -> accounts.put(name, new SocialAccount(name)));
    this.current = accounts.values().iterator().next();
  }

  /** The result of an action. */
  public enum Outcome {
    DONE,
    REFUSED,
    TOO_FAST
  }

  /** The result of a change to a profile. */
  public enum Edit {
    DONE,
    REFUSED,
    TOO_FAST,
    /** Somebody else has that username. */
    TAKEN,
    /** The username was changed before, not long ago. */
    TOO_LATELY
  }

  /** The relation of an account to a user. */
  public enum Relation {
    NONE,
    FOLLOWED_BY,
    FOLLOWING,
    FRIENDS,
    REQUESTED
  }

  /** A comment on a video. */
  public record Comment(String author, String text, boolean hasPhoto) {}

  public SocialAccount account() {
    return current;
  }

  /** The accounts that are logged in. */
  public List<String> accountNames() {
    return accounts.keySet().stream().filter(name -> !loggedOut.contains(name)).toList();
  }

  /** All accounts, with whether each is logged in. */
  public Map<String, Boolean> logins() {
    Map<String, Boolean> logins = new LinkedHashMap<>();
    accounts.keySet().forEach(name -> logins.put(name, !loggedOut.contains(name)));
    return logins;
  }

  public void switchTo(String name) {
    if (!loggedOut.contains(name)) {
      current = Optional.ofNullable(accounts.get(name)).orElse(current);
    }
  }

  /** Whether the account in use is logged out, so that the app asks to log in. */
  public boolean isLoggedOut() {
    return loggedOut.contains(current.name());
  }

  /**
   * Logs an account out.
   *
   * @return false if there is no such account
   */
  public boolean logOut(String name) {
    boolean known = accounts.containsKey(name);
    if (known) {
      loggedOut.add(name);
    }
    return known;
  }

  /**
   * Logs in with an account and uses it.
   *
   * @param user its name as a person types it: with or without {@code @}, in any case
   * @return false if there is no such account
   */
  public boolean logIn(String user) {
    String wanted = user.strip();
    String bare = wanted.startsWith("@") ? wanted.substring(1) : wanted;
    Optional<SocialAccount> account =
        accounts.values().stream().filter(known -> known.name().equalsIgnoreCase(bare)).findFirst();
    account.ifPresent(
        known -> {
          loggedOut.remove(known.name());
          current = known;
          record("log_in", "", "", Map.of());
        });
    return account.isPresent();
  }

  public boolean follows(String user) {
    return current.following.contains(user);
  }

  /**
   * Users called {@code private...} must accept a follower; those called {@code fan...} follow
   * back.
   */
  public Relation relationTo(String user) {
    boolean fan = user.startsWith("fan");
    if (!follows(user)) {
      return fan ? Relation.FOLLOWED_BY : Relation.NONE;
    }
    if (user.startsWith("private")) {
      return Relation.REQUESTED;
    }
    return fan ? Relation.FRIENDS : Relation.FOLLOWING;
  }

  public Outcome follow(String user) {
    return change("follow", current.following, user);
  }

  public Outcome unfollow(String user) {
    return change("unfollow", current.following, user);
  }

  public boolean likes(Video video) {
    return current.liked.contains(video.id());
  }

  public Outcome toggleLike(Video video) {
    return change(likes(video) ? "unlike" : "like", current.liked, video.id());
  }

  public boolean collects(Video video) {
    return current.collected.contains(video.id());
  }

  public Outcome toggleCollect(Video video) {
    return change(collects(video) ? "uncollect" : "collect", current.collected, video.id());
  }

  /** Adds the target to the set, or removes it when the kind begins with {@code un}. */
  private Outcome change(String kind, Set<String> set, String target) {
    if (kind.startsWith("un") != set.contains(target)) {
      return Outcome.DONE;
    }
    Outcome outcome = judge(kind);
    if (outcome == Outcome.DONE) {
      if (!set.remove(target)) {
        set.add(target);
      }
      record(kind, target, "", Map.of());
    }
    return outcome;
  }

  /** The comments on a video, the newest first. */
  public List<Comment> commentsOn(Video video) {
    List<Comment> written =
        new ArrayList<>(comments.getOrDefault(video.id(), List.of()).reversed());
    written.add(new Comment("lena_k", "So good", false));
    written.add(new Comment("marble.run", "Where is this?", false));
    written.add(new Comment("ottofeld", "Every time I watch this I find something new", false));
    return written;
  }

  public int commentCount(Video video) {
    return video.comments() + comments.getOrDefault(video.id(), List.of()).size();
  }

  public Outcome comment(Video video, String text, Optional<MediaFile> photo) {
    Outcome outcome = judge("comment");
    if (outcome == Outcome.DONE) {
      comments
          .computeIfAbsent(video.id(), _ -> new ArrayList<>())
          .add(new Comment(current.name(), text, photo.isPresent()));
      Map<String, Object> details = new LinkedHashMap<>();
      details.put("video", video.id());
      details.put("photo", photo.isPresent());
      photo.ifPresent(
          file -> {
            details.put("photo_name", file.name());
            details.put("photo_sha256", file.sha256());
          });
      record("comment", video.url(), text, details);
    }
    return outcome;
  }

  /** Whether the username of the account in use was changed, and so can't be for a month. */
  public boolean hasNewUsername() {
    return current.isRenamed();
  }

  /** Changes a field of the account in use. Usernames that begin with {@code taken} are taken. */
  public Edit edit(ProfileField field, String value) {
    Edit edit = judgeEdit(field);
    if (edit != Edit.DONE) {
      return edit;
    }
    if (field == ProfileField.USERNAME) {
      if (current.isRenamed()) {
        return Edit.TOO_LATELY;
      }
      if (value.startsWith("taken") || accounts.containsKey(value)) {
        return Edit.TAKEN;
      }
    }
    record(field.kind(), "", value, Map.of());
    if (field == ProfileField.USERNAME) {
      rename(value);
    } else {
      current.show(field, value);
    }
    return Edit.DONE;
  }

  /** Changes the picture of the account in use. */
  public Edit changeAvatar(MediaFile picture) {
    Edit edit = judgeEdit(ProfileField.AVATAR);
    if (edit == Edit.DONE) {
      current.show(picture);
      record(
          ProfileField.AVATAR.kind(),
          "",
          "",
          Map.of("photo_name", picture.name(), "photo_sha256", picture.sha256()));
    }
    return edit;
  }

  private Edit judgeEdit(ProfileField field) {
    return switch (judge(field.kind())) {
      case DONE -> Edit.DONE;
      case REFUSED -> Edit.REFUSED;
      case TOO_FAST -> Edit.TOO_FAST;
    };
  }

  private void rename(String name) {
    Map<String, SocialAccount> renamed = new LinkedHashMap<>();
    accounts.forEach(
        (known, account) -> renamed.put(account.equals(current) ? name : known, account));
    accounts.clear();
    accounts.putAll(renamed);
    current.show(ProfileField.USERNAME, name);
  }

  /** Whether the platform would accept a post now. */
  public Outcome judgePost(String kind) {
    return environment.faults().strike(Fault.Kind.TOO_FAST, kind).isPresent()
        ? Outcome.TOO_FAST
        : Outcome.DONE;
  }

  /**
   * Publishes a post whose upload has ended.
   *
   * @param kind {@code post} or {@code story}
   */
  public Outcome publish(String kind, SocialAccount account, Composition composition, Instant at) {
    if (environment.faults().strike(Fault.Kind.REFUSE, kind).isPresent()) {
      return Outcome.REFUSED;
    }
    String id = catalog.id(nextPostId);
    nextPostId++;
    String text = composition.text();
    Video video =
        new Video(
            id, account.name(), text, catalog.url(account.name(), id), Video.Kind.VIDEO, 0, 0);
    if (kind.equals("story")) {
      account.addStory();
    } else {
      account.add(new SocialAccount.OwnPost(video, composition.isPhotos()));
    }
    environment
        .effects()
        .add(
            new Effect(
                at, kind, packageName, account.name(), video.url(), text, composition.facts()));
    return Outcome.DONE;
  }

  /** Logs a post whose upload was abandoned. */
  public void abandoned(SocialAccount account, Composition composition) {
    environment
        .effects()
        .add(
            new Effect(
                environment.clock().instant(),
                "abandon",
                packageName,
                account.name(),
                "",
                composition.text(),
                composition.facts()));
  }

  private Outcome judge(String kind) {
    if (environment.faults().strike(Fault.Kind.TOO_FAST, kind).isPresent()) {
      return Outcome.TOO_FAST;
    }
    return environment.faults().strike(Fault.Kind.REFUSE, kind).isPresent()
        ? Outcome.REFUSED
        : Outcome.DONE;
  }

  private void record(String kind, String target, String text, Map<String, Object> details) {
    environment
        .effects()
        .add(
            new Effect(
                environment.clock().instant(),
                kind,
                packageName,
                current.name(),
                target,
                text,
                details));
  }
}
