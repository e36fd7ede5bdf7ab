package dev.drover.device.hierarchy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Cuts a page into its parts: a feed into posts, a list into rows. It goes by what is within what
 * and by what comes first from top to bottom, so that it holds on any screen. Used by one thread.
 *
 * @param controls those of the same screen
 */
public record PageCut(UiTree tree, Controls controls) {
  /** One of several parts fills the screen if so many percent of what all of them take is its. */
  private static final int FILLS = 60;

  /** No page shows more of a part; a phone must not decide how long a look takes. */
  private static final int MOST_PARTS = 60;

  private static final int MOST_COMPARED = 400;

  private static final Comparator<UiNode> DOWNWARDS =
      Comparator.comparingInt(node -> node.bounds().top());

  /**
   * Cuts where each part begins. Apps put a part's elements into one container or beside each other
   * in the list; so a part reaches from what is around its head to the next one.
   *
   * @param heads what stands at the top of each part
   * @param content what else there is of parts. If some is above the first head, the end of a part
   *     is there whose head is out of sight
   * @return the parts from top to bottom; empty if no head is on the page
   */
  public List<PagePart> beginningWith(List<UiNode> heads, List<UiNode> content) {
    List<UiNode> rows = onePerRow(heads);
    if (rows.isEmpty() || rows.size() > MOST_PARTS || content.size() > MOST_COMPARED) {
      return List.of();
    }
    List<UiNode> tops = tops(rows, content);
    // What is around several parts belongs to none of them.
    Set<UiNode> around = set();
    rows.forEach(head -> around.addAll(ancestors(head)));
    IdentityHashMap<UiNode, Integer> places = new IdentityHashMap<>();
    for (int i = 0; i < tops.size(); i++) {
      int place = i;
      subtree(tops.get(i)).forEach(node -> places.put(node, place));
    }
    List<List<UiNode>> held = new ArrayList<>();
    tops.forEach(_ -> held.add(new ArrayList<>()));
    List<UiNode> above = new ArrayList<>();
    for (UiNode node : tree.nodes()) {
      Integer within = places.get(node);
      if (within != null || !around.contains(node)) {
        int place = within == null ? lastAbove(node, tops) : within;
        (place < 0 ? above : held.get(place)).add(node);
      }
    }
    Bounds view = view(tops.getFirst());
    List<PagePart> parts = new ArrayList<>();
    PagePart rest =
        PagePart.of(
            new Bounds(view.left(), view.top(), view.right(), tops.getFirst().bounds().top()),
            above);
    if (content.stream().anyMatch(rest::holds)) {
      parts.add(rest);
    }
    for (int i = 0; i < tops.size(); i++) {
      int end =
          i + 1 < tops.size()
              ? tops.get(i + 1).bounds().top()
              : Math.max(view.bottom(), tops.get(i).bounds().bottom());
      parts.add(
          PagePart.of(
              new Bounds(view.left(), tops.get(i).bounds().top(), view.right(), end), held.get(i)));
    }
    return List.copyOf(parts);
  }

  /**
   * Returns where each part begins. Heads that follow each other with nothing between begin one
   * part: which of them is its head, nobody can say.
   */
  private List<UiNode> tops(List<UiNode> heads, List<UiNode> content) {
    List<UiNode> tops = new ArrayList<>();
    boolean goesOn = false;
    for (int i = 0; i < heads.size(); i++) {
      if (!goesOn) {
        tops.add(top(heads.get(i), heads, content));
      }
      goesOn = i + 1 < heads.size() && isEmptyBetween(heads.get(i), heads.get(i + 1), content);
    }
    return List.copyOf(tops);
  }

  private static boolean isEmptyBetween(UiNode head, UiNode next, List<UiNode> content) {
    return content.stream()
        .map(UiNode::bounds)
        .noneMatch(
            bounds ->
                bounds.centerY() >= head.bounds().bottom()
                    && bounds.centerY() < next.bounds().top());
  }

  private static List<UiNode> onePerRow(List<UiNode> heads) {
    List<UiNode> rows = new ArrayList<>();
    for (UiNode head : heads.stream().sorted(DOWNWARDS).toList()) {
      if (rows.isEmpty() || !rows.getLast().bounds().sharesRowWith(head.bounds())) {
        rows.add(head);
      }
    }
    return List.copyOf(rows);
  }

  /** Returns the largest element around a head that has nothing of another part. */
  private UiNode top(UiNode head, List<UiNode> heads, List<UiNode> content) {
    Set<UiNode> others = set();
    heads.stream()
        .filter(other -> !other.is(head))
        .forEach(other -> others.addAll(withAncestors(other)));
    content.stream()
        .filter(
            other ->
                other.bounds().centerY() < head.bounds().top()
                    && !other.bounds().sharesRowWith(head.bounds()))
        .forEach(other -> others.addAll(withAncestors(other)));
    return largestWithout(head, others);
  }

  private UiNode largestWithout(UiNode node, Set<UiNode> others) {
    UiNode at = node;
    Optional<UiNode> around = controls.parent(at);
    while (around.isPresent() && !others.contains(around.get())) {
      at = around.get();
      around = controls.parent(at);
    }
    return at;
  }

  private List<UiNode> ancestors(UiNode node) {
    List<UiNode> ancestors = new ArrayList<>();
    Optional<UiNode> at = controls.parent(node);
    while (at.isPresent()) {
      ancestors.add(at.get());
      at = controls.parent(at.get());
    }
    return ancestors;
  }

  private List<UiNode> withAncestors(UiNode node) {
    List<UiNode> all = ancestors(node);
    all.add(node);
    return all;
  }

  private static int lastAbove(UiNode node, List<UiNode> tops) {
    int place = -1;
    for (int i = 0; i < tops.size(); i++) {
      if (tops.get(i).bounds().top() <= node.bounds().centerY()) {
        place = i;
      }
    }
    return place;
  }

  private static Set<UiNode> set() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /**
   * Returns what a sheet lies over. The order of the hierarchy does not tell: some versions of an
   * app list a sheet before the page that it covers.
   *
   * @param sign something on the sheet
   * @param others what is on the page below, and not on the sheet
   * @return what is no part of the sheet and has its middle where the sheet is
   */
  public List<UiNode> below(UiNode sign, List<UiNode> others) {
    Set<UiNode> page = set();
    others.stream().limit(MOST_COMPARED).forEach(other -> page.addAll(withAncestors(other)));
    UiNode sheet = largestWithout(sign, page);
    Set<UiNode> around = set();
    around.addAll(withAncestors(sheet));
    return tree.nodes().stream()
        .filter(node -> sheet.bounds().holdsCentreOf(node.bounds()))
        .filter(node -> !around.contains(node) && !controls.isWithin(node, sheet))
        .toList();
  }

  /** Returns the extent of what scrolls around an element, or else of the screen. */
  private Bounds view(UiNode node) {
    Optional<UiNode> at = Optional.of(node);
    while (at.isPresent() && !at.get().scrollable()) {
      at = controls.parent(at.get());
    }
    return at.map(UiNode::bounds).orElseGet(tree::screen);
  }

  /**
   * Cuts around what each part has once: a part is the largest container without a second one of
   * the same kind.
   *
   * @param marks for each kind, where it is
   * @return the parts; a single one that is the whole page where no mark is there twice, and none
   *     where there is no mark
   */
  public List<PagePart> around(List<List<UiNode>> marks) {
    if (marks.stream().anyMatch(kind -> kind.size() > MOST_PARTS)) {
      return List.of();
    }
    Set<UiNode> withTwo = set();
    for (List<UiNode> kind : marks) {
      Set<UiNode> withOne = set();
      kind.stream()
          .flatMap(mark -> withAncestors(mark).stream())
          .filter(node -> !withOne.add(node))
          .forEach(withTwo::add);
    }
    Set<UiNode> containers = set();
    marks.stream()
        .flatMap(List::stream)
        .forEach(mark -> containers.add(largestWithout(mark, withTwo)));
    return containers.stream()
        .filter(one -> ancestors(one).stream().noneMatch(containers::contains))
        .sorted(DOWNWARDS)
        .map(PageCut::whole)
        .toList();
  }

  /** Cuts a list into its rows. What is around all rows, and around nothing else, counts as it. */
  public List<PagePart> rowsOf(UiNode list) {
    UiNode at = list;
    while (at.children().size() == 1) {
      at = at.children().getFirst();
    }
    return at.children().stream()
        .filter(row -> !row.bounds().isEmpty())
        .map(PageCut::whole)
        .toList();
  }

  private static PagePart whole(UiNode node) {
    return PagePart.of(node.bounds(), subtree(node));
  }

  private static List<UiNode> subtree(UiNode node) {
    List<UiNode> nodes = new ArrayList<>();
    List<UiNode> open = new ArrayList<>(List.of(node));
    while (!open.isEmpty()) {
      UiNode next = open.removeLast();
      nodes.add(next);
      open.addAll(next.children());
    }
    return nodes;
  }

  /**
   * Returns the part that a person would say is the one on the screen: the only one, or one that
   * takes much more of the screen than the others.
   */
  public static Optional<PagePart> filling(List<PagePart> parts) {
    long all = parts.stream().mapToLong(PagePart::height).sum();
    return parts.stream()
        .filter(part -> parts.size() == 1 || 100L * part.height() >= FILLS * all)
        .findFirst();
  }
}
