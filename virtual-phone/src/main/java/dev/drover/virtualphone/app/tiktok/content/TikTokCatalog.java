package dev.drover.virtualphone.app.tiktok.content;

import dev.drover.virtualphone.app.common.SocialCatalog;
import dev.drover.virtualphone.app.common.Video;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The videos and users of the TikTok-like app, and the links to them. */
public final class TikTokCatalog extends SocialCatalog {
  static final String SITE = "https://www.tiktok.com";

  private static final Pattern VIDEO_LINK =
      Pattern.compile(
          "https?://(?:www\\.|m\\.)?tiktok\\.com/@([^/?#]+)/(?:video|photo)/(\\d+)(?:[/?#].*)?");

  private static final Pattern SHORT_LINK =
      Pattern.compile("https?://(?:vm|vt)\\.tiktok\\.com/([A-Za-z0-9]+)(?:[/?#].*)?");

  private static final Pattern PROFILE_LINK =
      Pattern.compile("(?:https?://(?:www\\.|m\\.)?tiktok\\.com|snssdk1233://user)/@([^/?#]+).*");

  /** The video that a link leads to. */
  public Optional<Video> byLink(String url) {
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

  /** The user that a link leads to. */
  public Optional<String> userByLink(String url) {
    Matcher link = PROFILE_LINK.matcher(url);
    return link.matches() ? Optional.of(decoded(link.group(1))) : Optional.empty();
  }
}
