package dev.drover.virtualphone.app;

import dev.drover.virtualphone.config.Language;
import dev.drover.virtualphone.paint.Symbol;
import dev.drover.virtualphone.paint.View;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decides which icon a view shows, by the words that say what it is for. Labels of one name have
 * one icon in all apps.
 */
public final class Icons {
  private final Map<String, Symbol> byWords = new HashMap<>();
  private final Map<Pattern, Symbol> byPattern = new LinkedHashMap<>();

  /**
   * @param labels an app's texts
   */
  public Icons(List<? extends Label> labels, Language language) {
    for (Label label : labels) {
      of(label.toString())
          .ifPresent(
              symbol -> {
                String words = label.in(language);
                if (words.contains("{}")) {
                  byPattern.put(
                      Pattern.compile("\\Q" + words.replace("{}", "\\E.{0,80}\\Q") + "\\E"),
                      symbol);
                } else {
                  byWords.putIfAbsent(words, symbol);
                }
              });
    }
  }

  private static Optional<Symbol> of(String label) {
    return Optional.ofNullable(
        switch (label) {
          case "HOME" -> Symbol.HOME;
          case "FRIENDS" -> Symbol.PEOPLE;
          case "INBOX" -> Symbol.INBOX;
          case "PROFILE" -> Symbol.PERSON;
          case "REELS", "REEL_TAB", "CREATE_REEL" -> Symbol.REELS;
          case "MESSAGES", "SEND_POST" -> Symbol.SEND;
          case "CREATE", "FOLLOW_AUTHOR", "ADD_ACCOUNT" -> Symbol.PLUS;
          case "CREATE_NEW", "CREATE_POST", "CREATE_STORY" -> Symbol.PLUS_BOX;
          case "BACK", "BACK_TO_PREVIOUS" -> Symbol.BACK;
          case "CLOSE", "CANCEL", "REMOVE_SOUND", "REMOVE_PHOTO" -> Symbol.CLOSE;
          case "SEARCH", "SEARCH_AND_EXPLORE", "SEARCH_SOUNDS" -> Symbol.SEARCH;
          case "LIKE", "UNLIKE", "LIKE_VIDEO", "VIDEO_LIKED" -> Symbol.HEART;
          case "COMMENT", "READ_COMMENTS" -> Symbol.COMMENT;
          case "FAVORITE", "SAVE_POST", "UNSAVE_POST", "SAVE", "UNSAVE" -> Symbol.BOOKMARK;
          case "SHARE", "SHARE_VIDEO" -> Symbol.ARROW;
          case "PROFILE_MENU", "OPTIONS" -> Symbol.MENU;
          case "MORE" -> Symbol.MORE;
          case "INSERT_EMOJI" -> Symbol.SMILE;
          case "INSERT_PHOTO", "UPLOAD" -> Symbol.PICTURE;
          case "POST_COMMENT" -> Symbol.SEND;
          case "FLIP" -> Symbol.FLIP;
          case "ADD_SOUND" -> Symbol.NOTE;
          case "VOLUME" -> Symbol.VOLUME;
          case "TEXT" -> Symbol.TEXT;
          case "STICKERS" -> Symbol.STICKER;
          case "TAG_PEOPLE" -> Symbol.PERSON;
          case "LOCATION", "ADD_LOCATION" -> Symbol.PIN;
          case "ADD_LINK" -> Symbol.LINK;
          case "PRODUCT", "PRODUCT_ADDED" -> Symbol.BAG;
          case "EVERYONE_CAN_VIEW" -> Symbol.GLOBE;
          case "OPEN_CAMERA" -> Symbol.CAMERA;
          case "SELECT_MULTIPLE" -> Symbol.LAYERS;
          case "NOT_INTERESTED", "MUTE" -> Symbol.EYE_OFF;
          case "CLOSE_FRIENDS" -> Symbol.STAR;
          case "UNFOLLOW" -> Symbol.CLOSE;
          case "EDIT_VIDEO" -> Symbol.PEN;
          default -> null;
        });
  }

  /** The view with its icon, unless it has one or shows none. */
  public View on(View view) {
    String words = view.text().isEmpty() ? view.description() : view.text();
    if (words.isEmpty() || view.look().symbol().isPresent()) {
      return view;
    }
    Symbol known = byWords.get(words);
    if (known != null) {
      return view.marked(known);
    }
    return byPattern.entrySet().stream()
        .filter(entry -> entry.getKey().matcher(words).matches())
        .findFirst()
        .map(entry -> view.marked(entry.getValue()))
        .orElse(view);
  }
}
