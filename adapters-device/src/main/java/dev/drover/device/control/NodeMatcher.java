package dev.drover.device.control;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.drover.application.port.device.PhoneControl.CommandRefused;
import dev.drover.device.hierarchy.HierarchyParser;
import dev.drover.device.hierarchy.ParsingThreads;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.TextSearch;
import dev.drover.domain.control.NodeSelector;
import dev.drover.domain.control.NodeSelector.TextCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds the nodes that a selector chooses, in time linear in the screen: a phone and a client
 * together must not keep the server busy.
 */
final class NodeMatcher {
  /** About 100 bytes each. */
  private static final long LARGEST_REGEX = 20_000;

  private final NodeSelector selector;
  private final List<Predicate<UiNode>> conditions = new ArrayList<>();
  private boolean hasRegex;

  /**
   * @throws CommandRefused if a regular expression can't be used
   */
  NodeMatcher(NodeSelector selector) {
    this.selector = selector;
    texts(selector.text(), UiNode::text);
    texts(selector.description(), UiNode::description);
    texts(selector.className(), UiNode::type);
    texts(selector.packageName(), UiNode::packageName);
    texts(selector.resourceId(), UiNode::id);
    states(selector.clickable(), UiNode::clickable);
    states(selector.longClickable(), node -> node.traits().longClickable());
    states(selector.checkable(), node -> node.traits().checkable());
    states(selector.checked(), node -> node.traits().checked());
    states(selector.enabled(), UiNode::enabled);
    states(selector.focusable(), node -> node.traits().focusable());
    states(selector.focused(), UiNode::focused);
    states(selector.scrollable(), UiNode::scrollable);
    states(selector.selected(), UiNode::selected);
  }

  private void texts(Optional<TextCondition> wanted, Function<UiNode, String> of) {
    hasRegex |=
        wanted.filter(text -> text.comparison() == NodeSelector.Comparison.MATCHES).isPresent();
    wanted
        .map(NodeMatcher::comparison)
        .ifPresent(comparison -> conditions.add(node -> comparison.test(of.apply(node))));
  }

  private void states(Optional<Boolean> wanted, Predicate<UiNode> state) {
    wanted.ifPresent(is -> conditions.add(node -> state.test(node) == is));
  }

  /** The screen's texts lack invisible marks, so the program's texts must lack them, too. */
  private static Predicate<String> comparison(TextCondition condition) {
    return switch (condition.comparison()) {
      case EQUALS -> HierarchyParser.visible(condition.value())::equals;
      case CONTAINS -> new TextSearch(HierarchyParser.withoutMarks(condition.value()))::isIn;
      case STARTS_WITH -> {
        String start = HierarchyParser.withoutMarks(condition.value()).stripLeading();
        yield text -> text.regionMatches(true, 0, start, 0, start.length());
      }
      case MATCHES -> {
        Pattern pattern = pattern(condition.value());
        yield pattern::matches;
      }
    };
  }

  private static Pattern pattern(String regex) {
    if (RegexSize.of(regex) > LARGEST_REGEX) {
      throw new CommandRefused(
          "the regular expression \"" + regex + "\" repeats too much; use smaller numbers in {}");
    }
    try {
      return Pattern.compile(regex, Pattern.DOTALL);
    } catch (PatternSyntaxException malformed) {
      throw new CommandRefused(
          "the regular expression \""
              + regex
              + "\" can't be used ("
              + malformed.getDescription()
              + "); it must have RE2's syntax");
    }
  }

  /** Returns the chosen node. */
  Optional<UiNode> find(UiTree screen) {
    return look(screen, () -> fitting(screen).skip(selector.index().orElse(0)).findFirst());
  }

  /** Returns how many nodes meet the conditions, whatever the index. */
  int count(UiTree screen) {
    return look(screen, () -> (int) fitting(screen).count());
  }

  /** A program's regular expression may take long even on a short text. */
  private <T> T look(UiTree screen, Supplier<T> work) {
    return hasRegex ? ParsingThreads.process(work) : ParsingThreads.look(screen, work);
  }

  private Stream<UiNode> fitting(UiTree screen) {
    return screen.nodes().stream()
        .filter(node -> conditions.stream().allMatch(condition -> condition.test(node)));
  }

  /** Returns the conditions in words. */
  @Override
  public String toString() {
    return selector.toString();
  }
}
