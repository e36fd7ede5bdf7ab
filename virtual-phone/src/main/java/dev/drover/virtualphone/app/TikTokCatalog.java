package dev.drover.virtualphone.app;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What there is on the platform: everything that is asked for, but what is called {@code missing}.
 * The same question has the same answer on every phone.
 */
final class TikTokCatalog {
  static final String SITE = "https://www.tiktok.com";

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

  private static final List<Sound> RECOMMENDED =
      List.of(
          new Sound("7001", "Morning Light", "The Larks"),
          new Sound("7002", "Slow River", "Anna Berg"),
          new Sound("7003", "Neon Steps", "DJ Copper"),
          new Sound("7004", "Paper Planes at Noon", "Quiet Hours"),
          new Sound("7005", "Old Town Waltz", "M. Oriel"),
          new Sound("7006", "Running Late", "Beat Bakery"));

  private static final List<Sound> FAVORITES =
      List.of(new Sound("7101", "Kitchen Radio", "The Larks"));

  private static final List<String> PRODUCTS = List.of("Ceramic mug", "Trail bottle", "Desk lamp");

  private static final Pattern VIDEO_LINK =
      Pattern.compile(
          "https?://(?:www\\.|m\\.)?tiktok\\.com/@([^/?#]+)/(?:video|photo)/(\\d+)(?:[/?#].*)?");

  private static final Pattern SHORT_LINK =
      Pattern.compile("https?://(?:vm|vt)\\.tiktok\\.com/([A-Za-z0-9]+)(?:[/?#].*)?");

  private static final Pattern SOUND_LINK =
      Pattern.compile("https?://(?:www\\.|m\\.)?tiktok\\.com/music/(.+)-(\\d+)(?:[/?#].*)?");

  private static final Pattern PROFILE_LINK =
      Pattern.compile("(?:https?://(?:www\\.|m\\.)?tiktok\\.com|snssdk1233://user)/@([^/?#]+).*");

  private static final long FIRST_FEED_ID = 7_400_000_000_000_000_000L;

  /** Of so many places in the feed one is an ad, and one a live preview. */
  private static final int FEED_ROUND = 8;

  private static final int AD_PLACE = 3;
  private static final int LIVE_PLACE = 6;

  /** The video at a place of the feed, from 0; it has no end. */
  Video inFeed(int place) {
    String author = AUTHORS.get(place % AUTHORS.size());
    Video.Kind kind =
        switch (place % FEED_ROUND) {
          case AD_PLACE -> Video.Kind.AD;
          case LIVE_PLACE -> Video.Kind.LIVE;
          default -> Video.Kind.VIDEO;
        };
    return video(
        Long.toString(FIRST_FEED_ID + place), author, CAPTIONS.get(place % 5), kind, place);
  }

  /** The video at a place of the results for a query. */
  Video found(String query, int place) {
    long id = FIRST_FEED_ID + 1_000L * Math.floorMod(query.hashCode(), 1_000_000) + place;
    String author = AUTHORS.get(Math.floorMod(query.hashCode() + place, AUTHORS.size()));
    return video(
        Long.toString(id), author, query + ", part " + (place + 1), Video.Kind.VIDEO, place);
  }

  /** The video that a link leads to. */
  Optional<Video> byLink(String url) {
    Matcher link = VIDEO_LINK.matcher(url);
    if (link.matches()) {
      Video video = video(link.group(2), decoded(link.group(1)), "By link", Video.Kind.VIDEO, 0);
      return Optional.of(openedBy(url, video));
    }
    Matcher shortLink = SHORT_LINK.matcher(url);
    if (shortLink.matches()) {
      String code = shortLink.group(1);
      String id =
          code.matches("40[45].*")
              ? code.replaceAll("\\D", "")
              : Long.toString(FIRST_FEED_ID - 1 - Math.floorMod(code.hashCode(), 1_000_000));
      String author = AUTHORS.get(Math.floorMod(code.hashCode(), AUTHORS.size()));
      return Optional.of(openedBy(url, video(id, author, "By link", Video.Kind.VIDEO, 0)));
    }
    return Optional.empty();
  }

  private static Video openedBy(String url, Video video) {
    return new Video(
        video.id(),
        video.author(),
        video.caption(),
        url,
        video.kind(),
        video.likes(),
        video.comments());
  }

  private static Video video(String id, String author, String caption, Video.Kind kind, int place) {
    return new Video(
        id, author, caption, videoUrl(author, id), kind, 1_204 + 37 * place, 87 + 5 * (place % 20));
  }

  static String videoUrl(String author, String id) {
    return SITE + "/@" + author + "/video/" + id;
  }

  /** The sound that a link leads to. */
  Optional<Sound> soundByLink(String url) {
    Matcher link = SOUND_LINK.matcher(url);
    if (!link.matches()) {
      return Optional.empty();
    }
    String title = decoded(link.group(1)).replace('-', ' ');
    return Optional.of(new Sound(link.group(2), title, "The Larks"));
  }

  /** The user that a link leads to. */
  Optional<String> userByLink(String url) {
    Matcher link = PROFILE_LINK.matcher(url);
    return link.matches() ? Optional.of(decoded(link.group(1))) : Optional.empty();
  }

  List<Sound> recommendedSounds() {
    return RECOMMENDED;
  }

  List<Sound> favoriteSounds() {
    return FAVORITES;
  }

  List<String> products() {
    return PRODUCTS;
  }

  List<Sound> findSounds(String query) {
    if (findsNothing(query)) {
      return List.of();
    }
    List<Sound> found = new ArrayList<>();
    List.of(RECOMMENDED, FAVORITES).stream()
        .flatMap(List::stream)
        .filter(sound -> sound.title().equalsIgnoreCase(query))
        .forEach(found::add);
    int number = Math.floorMod(query.toLowerCase(Locale.ROOT).hashCode(), 100_000);
    if (found.isEmpty()) {
      found.add(new Sound("72" + number, query, "Various"));
    }
    found.add(new Sound("73" + number, query + " (sped up)", "DJ Copper"));
    found.add(new Sound("74" + number, "Best of " + query, "Beat Bakery"));
    return found;
  }

  List<String> findUsers(String query) {
    return findsNothing(query) ? List.of() : List.of(query, query + "_official", "the." + query);
  }

  boolean findsNothing(String query) {
    return query.isBlank() || query.startsWith("missing");
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
