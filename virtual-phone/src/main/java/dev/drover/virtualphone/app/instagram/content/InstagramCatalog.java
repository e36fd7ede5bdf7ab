package dev.drover.virtualphone.app.instagram.content;

import dev.drover.virtualphone.app.common.SocialCatalog;
import dev.drover.virtualphone.app.common.Video;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The posts and users of the Instagram-like app, and the links to them. */
public final class InstagramCatalog extends SocialCatalog {
  private static final String SITE = "https://www.instagram.com";

  private static final Pattern POST_LINK =
      Pattern.compile("https?://(?:www\\.)?instagram\\.com/(p|reel)/([A-Za-z0-9_-]+)(?:[/?#].*)?");

  private static final Pattern PROFILE_LINK =
      Pattern.compile("https?://(?:www\\.)?instagram\\.com/([^/?#]+)/?(?:[?#].*)?");

  @Override
  public String id(long number) {
    return "C" + Long.toString(number, Character.MAX_RADIX);
  }

  @Override
  public String url(String author, String id) {
    return SITE + "/reel/" + id + "/";
  }

  /**
   * A post that was opened by a link.
   *
   * @param reel whether it is shown on a page of its own, as a video that fills it
   */
  public record Linked(Video post, boolean reel) {}

  public Optional<Linked> byLink(String url) {
    Matcher link = POST_LINK.matcher(url);
    if (!link.matches()) {
      return Optional.empty();
    }
    String code = link.group(2);
    Video post = video(code, authorOf(code), "By link", Video.Kind.VIDEO, 0);
    return Optional.of(new Linked(openedBy(url, post), link.group(1).equals("reel")));
  }

  /** The user that a link leads to. */
  public Optional<String> userByLink(String url) {
    Matcher link = PROFILE_LINK.matcher(url);
    return link.matches() ? Optional.of(decoded(link.group(1))) : Optional.empty();
  }
}
