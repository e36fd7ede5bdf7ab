package dev.drover.virtualphone.app.common;

import dev.drover.virtualphone.system.MediaFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the platform stores of one account. */
public final class SocialAccount {
  private String name;
  private final Map<ProfileField, String> profile = new EnumMap<>(ProfileField.class);
  private Optional<MediaFile> avatar = Optional.empty();
  private boolean renamed;
  public final Set<String> following = new HashSet<>();
  public final Set<String> liked = new HashSet<>();
  public final Set<String> collected = new HashSet<>();
  public final Deque<Composition> drafts = new ArrayDeque<>();
  private final List<OwnPost> posts = new ArrayList<>();
  private int stories;

  /** A post of the account's own. */
  public record OwnPost(Video video, boolean photos) {}

  public SocialAccount(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** Returns what the profile shows in a field; empty for nothing. */
  public String shown(ProfileField field) {
    return switch (field) {
      case USERNAME -> name;
      case NICKNAME -> profile.getOrDefault(field, name);
      case BIO, LINK, AVATAR -> profile.getOrDefault(field, "");
    };
  }

  void show(ProfileField field, String value) {
    if (field == ProfileField.USERNAME) {
      // The name that is shown does not follow.
      profile.putIfAbsent(ProfileField.NICKNAME, name);
      name = value;
      renamed = true;
    } else {
      profile.put(field, value);
    }
  }

  /** Whether the username was changed. */
  boolean isRenamed() {
    return renamed;
  }

  /** Returns the picture, unless it is the usual one. */
  public Optional<MediaFile> avatar() {
    return avatar;
  }

  void show(MediaFile picture) {
    avatar = Optional.of(picture);
  }

  public void add(OwnPost post) {
    posts.addFirst(post);
  }

  public void addStory() {
    stories++;
  }

  public boolean hasStory() {
    return stories > 0;
  }

  /** Returns the posts, newest first. */
  public List<OwnPost> posts() {
    return List.copyOf(posts);
  }
}
