package dev.drover.virtualphone.app.tiktok.content;

import dev.drover.virtualphone.app.common.SocialCatalog;
import dev.drover.virtualphone.app.common.Sound;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sounds of the TikTok-like app, and the links to them. */
public final class SoundCatalog {
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

  private static final Pattern SOUND_LINK =
      Pattern.compile("https?://(?:www\\.|m\\.)?tiktok\\.com/music/(.+)-(\\d+)(?:[/?#].*)?");

  private SoundCatalog() {}

  /** The sound that a link leads to. */
  public static Optional<Sound> byLink(String url) {
    Matcher link = SOUND_LINK.matcher(url);
    if (!link.matches()) {
      return Optional.empty();
    }
    String title = SocialCatalog.decoded(link.group(1)).replace('-', ' ');
    return Optional.of(new Sound(link.group(2), title, "The Larks"));
  }

  public static List<Sound> recommended() {
    return RECOMMENDED;
  }

  public static List<Sound> favorites() {
    return FAVORITES;
  }

  /** The results of a search: the sounds of that title first. */
  public static List<Sound> find(String query) {
    if (SocialCatalog.findsNothing(query)) {
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
