package dev.drover.device.control;

import dev.drover.application.port.device.PhoneControl.CommandRefused;
import dev.drover.device.hierarchy.Bounds;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.screen.Gestures;
import dev.drover.device.screen.TextEntry;
import dev.drover.device.screen.driver.Pause;
import dev.drover.domain.control.NodeSelector;
import dev.drover.domain.control.PhoneCommand;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Carries out commands on nodes of the screen, which is read anew for each. Used by one thread. */
final class NodeCommands {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);
  private static final Duration SWIPE = Duration.ofMillis(250);
  private static final Duration AFTER_SWIPE = Duration.ofMillis(400);
  private static final int USUAL_SWIPES = 20;

  /** A swipe keeps this part of the node's height away from its edges, in percent. */
  private static final int MARGIN = 25;

  private final TextEntry.Surface screen;
  private final Gestures gestures;
  private final TextEntry typing;
  private final Pause pause;

  NodeCommands(TextEntry.Surface screen, Gestures gestures, TextEntry typing, Pause pause) {
    this.screen = screen;
    this.gestures = gestures;
    this.typing = typing;
    this.pause = pause;
  }

  boolean exists(NodeSelector node) {
    return new NodeMatcher(node).find(screen.read()).isPresent();
  }

  int count(NodeSelector node) {
    return new NodeMatcher(node).count(screen.read());
  }

  Map<String, Object> info(NodeSelector node) {
    UiNode found = find(node);
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("text", found.text());
    info.put("contentDescription", found.description());
    info.put("className", found.type());
    info.put("packageName", found.packageName());
    info.put("resourceName", found.id());
    info.put("bounds", edges(found.bounds()));
    info.put("visibleBounds", edges(found.bounds()));
    info.put("childCount", found.children().size());
    info.put("checkable", found.traits().checkable());
    info.put("checked", found.traits().checked());
    info.put("clickable", found.clickable());
    info.put("enabled", found.enabled());
    info.put("focusable", found.traits().focusable());
    info.put("focused", found.focused());
    info.put("longClickable", found.traits().longClickable());
    info.put("scrollable", found.scrollable());
    info.put("selected", found.selected());
    return info;
  }

  private static Map<String, Object> edges(Bounds bounds) {
    Map<String, Object> edges = new LinkedHashMap<>();
    edges.put("left", bounds.left());
    edges.put("top", bounds.top());
    edges.put("right", bounds.right());
    edges.put("bottom", bounds.bottom());
    return edges;
  }

  void tap(NodeSelector node) {
    screen.tap(find(node));
  }

  void longPress(NodeSelector node, Duration hold) {
    Bounds bounds = find(node).bounds();
    int x = bounds.centerX();
    int y = bounds.centerY();
    gestures.swipe(x, y, x, y, hold);
  }

  void setText(NodeSelector node, String text) {
    typing.type(find(node), text);
  }

  String text(NodeSelector node) {
    return find(node).text();
  }

  /** Waits until the node is there, or is not, as wanted; answers whether that came to be. */
  boolean await(NodeSelector node, boolean there, Duration atMost) {
    NodeMatcher matcher = new NodeMatcher(node);
    long deadline = System.nanoTime() + atMost.toNanos();
    while (matcher.find(screen.read()).isPresent() != there) {
      if (System.nanoTime() >= deadline) {
        return false;
      }
      pause.of(BETWEEN_LOOKS);
    }
    return true;
  }

  boolean scrollTo(PhoneCommand.ScrollTo command) {
    NodeMatcher wanted = new NodeMatcher(command.node());
    int most = command.swipes().orElse(USUAL_SWIPES);
    UiTree tree = screen.read();
    for (int swiped = 0; wanted.find(tree).isEmpty(); swiped++) {
      if (swiped == most) {
        return false;
      }
      swipeUp(place(command.within(), tree));
      pause.of(AFTER_SWIPE);
      UiTree before = tree;
      tree = screen.read();
      if (tree.roots().equals(before.roots())) {
        return false;
      }
    }
    return true;
  }

  private static Bounds place(Optional<NodeSelector> within, UiTree tree) {
    if (within.isPresent()) {
      NodeMatcher place = new NodeMatcher(within.get());
      return place.find(tree).orElseThrow(() -> missing(place)).bounds();
    }
    return tree.nodes().stream()
        .filter(UiNode::scrollable)
        .map(UiNode::bounds)
        .max(Comparator.comparingLong(NodeCommands::area))
        .orElseGet(tree::screen);
  }

  private static long area(Bounds bounds) {
    return bounds.isEmpty()
        ? 0
        : (long) (bounds.right() - bounds.left()) * (bounds.bottom() - bounds.top());
  }

  private void swipeUp(Bounds place) {
    int height = place.bottom() - place.top();
    gestures.swipe(
        place.centerX(),
        place.bottom() - height * MARGIN / 100,
        place.centerX(),
        place.top() + height * MARGIN / 100,
        SWIPE);
  }

  private UiNode find(NodeSelector node) {
    NodeMatcher matcher = new NodeMatcher(node);
    return matcher.find(screen.read()).orElseThrow(() -> missing(matcher));
  }

  private static CommandRefused missing(NodeMatcher matcher) {
    return new CommandRefused(
        "no node on the screen fits (" + matcher + "); look at the hierarchy, or wait for it");
  }
}
