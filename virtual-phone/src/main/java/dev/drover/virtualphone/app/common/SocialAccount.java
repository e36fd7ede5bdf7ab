package dev.drover.virtualphone.app.common;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the platform stores of one account. */
public final class SocialAccount {
  private final String name;
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
