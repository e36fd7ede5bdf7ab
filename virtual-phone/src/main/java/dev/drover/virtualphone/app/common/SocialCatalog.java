package dev.drover.virtualphone.app.common;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The posts and users of a platform. Everything that is asked for exists, unless its name begins
 * with {@code missing}. The same request has the same result on every phone.
 */
public abstract class SocialCatalog {
  private static final List<String> AUTHORS =
      List.of(
          "mila.cooks",
          "trailrunner",
          "old_radios",
          "harbour_days",
          "brick.by.brick",
          "fernandpotts",
          "night_trains",
          "paper.kites",
          "sourdough_sam",
          "tiny_orchestra");

  private static final List<String> CAPTIONS =
      List.of(
          "Three minutes, one pan #cooking",
          "Above the clouds before breakfast",
          "It still plays after sixty years",
          "Low tide #harbour",
          "Day 12 of the model town");

  public static final long FIRST_FEED_ID = 7_400_000_000_000_000_000L;

  /** Among this many places of the feed, one is an ad and one a live preview. */
  private static final int FEED_ROUND = 8;

  private static final int AD_PLACE = 3;
  private static final int LIVE_PLACE = 6;

  /** The video at a place of the feed, from 0; it has no end. */
  public Video inFeed(int place) {
    String author = AUTHORS.get(place % AUTHORS.size());
    Video.Kind kind =
        switch (place % FEED_ROUND) {
          case AD_PLACE -> Video.Kind.AD;
          case LIVE_PLACE -> Video.Kind.LIVE;
          default -> Video.Kind.VIDEO;
        };
    return video(id(FIRST_FEED_ID + place), author, CAPTIONS.get(place % 5), kind, place);
  }

  /** The video at a place of the results for a query. */
  public Video found(String query, int place) {
    long id = FIRST_FEED_ID + 1_000L * Math.floorMod(query.hashCode(), 1_000_000) + place;
    String author = AUTHORS.get(Math.floorMod(query.hashCode() + place, AUTHORS.size()));
    return video(id(id), author, query + ", part " + (place + 1), Video.Kind.VIDEO, place);
  }

  /** A post's id, as in its link. */
  public abstract String id(long number);

  /** The usual link of a post. */
  public abstract String url(String author, String id);

  public static String authorOf(String code) {
    return AUTHORS.get(Math.floorMod(code.hashCode(), AUTHORS.size()));
  }

  public static Video openedBy(String url, Video video) {
    return new Video(
        video.id(),
        video.author(),
        video.caption(),
        url,
        video.kind(),
        video.likes(),
        video.comments());
  }

  public Video video(String id, String author, String caption, Video.Kind kind, int place) {
    return new Video(
        id, author, caption, url(author, id), kind, 1_204 + 37 * place, 87 + 5 * (place % 20));
  }

  public List<String> findUsers(String query) {
    return findsNothing(query) ? List.of() : List.of(query, query + "_official", "the." + query);
  }

  public static boolean findsNothing(String query) {
    return query.isBlank() || query.startsWith("missing");
  }

  public static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
