package dev.drover.virtualphone.app.tiktok;

import dev.drover.virtualphone.app.common.SocialCatalog;
import dev.drover.virtualphone.app.common.Sound;
import dev.drover.virtualphone.app.common.Video;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What there is on TikTok: sounds and products too. */
final class TikTokCatalog extends SocialCatalog {
  static final String SITE = "https://www.tiktok.com";

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
              : id(FIRST_FEED_ID - 1 - Math.floorMod(code.hashCode(), 1_000_000));
      String author = authorOf(code);
      return Optional.of(openedBy(url, video(id, author, "By link", Video.Kind.VIDEO, 0)));
    }
    return Optional.empty();
  }

  @Override
  public String id(long number) {
    return Long.toString(number);
  }

  @Override
  public String url(String author, String id) {
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
}
