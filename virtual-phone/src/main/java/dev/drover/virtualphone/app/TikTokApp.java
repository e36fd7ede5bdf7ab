package dev.drover.virtualphone.app;

import dev.drover.virtualphone.app.View.Bounds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A simulated app with the identifiers of TikTok's: resource ids that mean nothing, descriptions
 * and texts that last. A feed, search, profiles; whom an account follows is remembered.
 */
public final class TikTokApp implements App {
  private static final Pattern PROFILE_LINK =
      Pattern.compile("(?:https?://(?:www\\.|m\\.)?tiktok\\.com|snssdk1233://user)/@([^/?#]+).*");

  private final String packageName;
  private final int width;
  private final int height;
  private final String account;
  private final EffectLog effects;
  private final Map<String, Set<String>> following = new HashMap<>();
  private final Deque<AppScreen> screens = new ArrayDeque<>();

  /** Keeps what truly happened. */
  @FunctionalInterface
  public interface EffectLog {
    void add(String kind, String app, String account, String target, String text);
  }

  public TikTokApp(
      String packageName, int width, int height, List<String> accounts, EffectLog effects) {
    this.packageName = packageName;
    this.width = width;
    this.height = height;
    this.account = accounts.getFirst();
    this.effects = effects;
  }

  @Override
  public String packageName() {
    return packageName;
  }

  @Override
  public String version() {
    return "34.5.3";
  }

  @Override
  public String activity() {
    return packageName + "/com.ss.android.ugc.aweme.main.MainActivity";
  }

  @Override
  public Optional<String> account() {
    return Optional.of(account);
  }

  @Override
  public void launch() {
    if (screens.isEmpty()) {
      screens.push(new FeedScreen(this));
    }
  }

  @Override
  public boolean open(String url) {
    Matcher link = PROFILE_LINK.matcher(url);
    if (!link.matches()) {
      return false;
    }
    launch();
    push(profileOf(link.group(1)));
    return true;
  }

  @Override
  public void stop() {
    screens.clear();
  }

  @Override
  public View render() {
    launch();
    List<View> views = new ArrayList<>();
    List<AppScreen> fromTop = List.copyOf(screens);
    AppScreen top = fromTop.getFirst();
    if (top.isOverlay() && fromTop.size() > 1) {
      views.addAll(fromTop.get(1).render());
    }
    views.addAll(top.render());
    return View.group("b5n", new Bounds(0, 0, width, height), views);
  }

  @Override
  public void type(String text) {
    top().type(text);
  }

  @Override
  public void enter() {
    top().enter();
  }

  @Override
  public void backspace() {
    top().backspace();
  }

  @Override
  public void swipeUp() {
    top().swipeUp();
  }

  @Override
  public boolean back() {
    if (top().keyboardShown()) {
      top().hideKeyboard();
      return true;
    }
    if (screens.size() <= 1) {
      return false;
    }
    screens.pop();
    return true;
  }

  @Override
  public boolean keyboardShown() {
    return top().keyboardShown();
  }

  @Override
  public void hideKeyboard() {
    top().hideKeyboard();
  }

  @Override
  public String describe() {
    return top().describe();
  }

  private AppScreen top() {
    launch();
    return screens.getFirst();
  }

  void push(AppScreen screen) {
    screens.push(screen);
  }

  void pop() {
    screens.pop();
  }

  /** Back to the first page of a tab. */
  void showTab(AppScreen screen) {
    screens.clear();
    screens.push(screen);
  }

  AppScreen profileOf(String user) {
    return new ProfileScreen(this, user);
  }

  String currentAccount() {
    return account;
  }

  boolean follows(String user) {
    return following.getOrDefault(account, Set.of()).contains(user);
  }

  void follow(String user) {
    if (following.computeIfAbsent(account, _ -> new HashSet<>()).add(user)) {
      effects.add("follow", packageName, account, user, "");
    }
  }

  void unfollow(String user) {
    if (following.computeIfAbsent(account, _ -> new HashSet<>()).remove(user)) {
      effects.add("unfollow", packageName, account, user, "");
    }
  }

  int followingCount() {
    return following.getOrDefault(account, Set.of()).size();
  }

  /** A place on the screen, given on a grid of 1080 by 2400. */
  Bounds at(int left, int top, int right, int bottom) {
    return new Bounds(
        left * width / 1080, top * height / 2400, right * width / 1080, bottom * height / 2400);
  }

  /** The bar at the bottom of the main pages. */
  List<View> tabs(String selected) {
    List<View> tabs = new ArrayList<>();
    String[] names = {"Home", "Friends", "Create", "Inbox", "Profile"};
    for (int i = 0; i < names.length; i++) {
      String name = names[i];
      tabs.add(
          View.row(name, at(i * 216, 2256, (i + 1) * 216, 2400), () -> tapTab(name), List.of())
              .selected(name.equals(selected))
              .withId("my" + (char) ('a' + i)));
    }
    return tabs;
  }

  private void tapTab(String name) {
    if (name.equals("Home")) {
      showTab(new FeedScreen(this));
    } else if (name.equals("Profile")) {
      showTab(new OwnProfileScreen(this));
    }
  }
}
