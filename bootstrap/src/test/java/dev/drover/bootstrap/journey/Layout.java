package dev.drover.bootstrap.journey;

import com.microsoft.playwright.Page;
import java.util.List;

/** Looks for what stands outside of its place on a page. */
final class Layout {
  /**
   * What reaches beyond the window, unless something around it scrolls or cuts it off; and words
   * that are wider than the element that they stand in, where nothing cuts them off.
   */
  private static final String OUTSIDE =
      """
      () => {
        const found = [];
        const clips = element => getComputedStyle(element).overflowX !== "visible";
        const held = element => {
          for (let one = element.parentElement; one && one !== document.body; one = one.parentElement) if (clips(one)) return true;
          return false;
        };
        const say = (element, what) => found.push(what + ": <" + element.tagName.toLowerCase() + " class='" + element.className + "'> "
          + (element.textContent ?? "").slice(0, 60));
        if (document.scrollingElement.scrollWidth > innerWidth) say(document.body, "the page is " + document.scrollingElement.scrollWidth + " px wide");
        for (const element of document.querySelectorAll("body *")) {
          const box = element.getBoundingClientRect();
          if (box.width === 0 || element.closest(".unseen, .skip")) continue;
          if ((box.right > innerWidth + 1 || box.left < -1) && !held(element)) say(element, "beyond the window, from " + box.left + " to " + box.right);
          const words = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
          if (words && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1 && !clips(element) && !held(element))
            say(element, "wider than its element by " + (element.scrollWidth - element.clientWidth));
        }
        return found;
      }""";

  private Layout() {}

  /** Returns what stands outside of its place. */
  static List<String> faults(Page page) {
    return page.evaluate(OUTSIDE) instanceof List<?> found
        ? found.stream().map(String::valueOf).toList()
        : List.of();
  }
}
