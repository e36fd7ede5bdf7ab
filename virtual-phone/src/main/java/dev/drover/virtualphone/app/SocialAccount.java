package dev.drover.virtualphone.app;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the platform keeps of one account. */
final class SocialAccount {
  private final String name;
  final Set<String> following = new HashSet<>();
  final Set<String> liked = new HashSet<>();
  final Set<String> collected = new HashSet<>();
  final Deque<Composition> drafts = new ArrayDeque<>();
  private final List<OwnPost> posts = new ArrayList<>();
  private int stories;

  /** A post of the account's own. */
  record OwnPost(Video video, boolean photos) {}

  SocialAccount(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  void add(OwnPost post) {
    posts.addFirst(post);
  }

  void addStory() {
    stories++;
  }

  boolean hasStory() {
    return stories > 0;
  }

  /** The newest first. */
  List<OwnPost> posts() {
    return List.copyOf(posts);
  }
}
