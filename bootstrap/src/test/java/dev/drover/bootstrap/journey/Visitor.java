package dev.drover.bootstrap.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Tracing;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A person at the dashboard, in a browser profile of their own. Whatever the browser complains of
 * on the way is kept: errors and warnings in the console, exceptions, and requests to other hosts.
 */
final class Visitor implements AutoCloseable {
  /** Long, because a busy machine is no fault of the page. */
  private static final double PATIENCE_MS = 30_000;

  private final String address;
  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();
  private final List<Pattern> expected = new ArrayList<>();

  private Visitor(String address, BrowserContext context) {
    this.address = address;
    this.context = context;
    context.setDefaultTimeout(PATIENCE_MS);
    context.onConsoleMessage(this::listen);
    context.onWebError(error -> complaints.add("uncaught: " + error.error()));
    context.onRequest(this::watch);
    context.tracing().start(new Tracing.StartOptions().setSnapshots(true));
    this.page = context.newPage();
    page.onWebSocket(socket -> watch(socket.url()));
  }

  /**
   * Opens the browser profile, without a page yet.
   *
   * @param port of the server
   */
  static Visitor of(Browser browser, int port, Looks looks) {
    return new Visitor("http://127.0.0.1:" + port, browser.newContext(looks.options()));
  }

  private void listen(ConsoleMessage message) {
    if (Set.of("error", "warning").contains(message.type())
        && expected.stream().noneMatch(known -> known.matcher(message.text()).find())) {
      complaints.add(message.type() + ": " + message.text() + " (" + message.location() + ")");
    }
  }

  private void watch(Request request) {
    watch(request.url());
  }

  private void watch(String url) {
    if (url.startsWith("data:") || url.startsWith("blob:")) {
      return;
    }
    URI target = URI.create(url);
    if (!address.endsWith("//" + target.getHost() + ":" + target.getPort())) {
      complaints.add("a request to another host: " + url);
    }
  }

  /** Says what the console will tell from now on, and why that is no fault. */
  Visitor expects(String regex) {
    expected.add(Pattern.compile(regex));
    return this;
  }

  /** What the browser complained of so far. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  Page page() {
    return page;
  }

  Visitor go(String path) {
    page.navigate(address + path);
    return this;
  }

  /** Waits until the page's address ends so. */
  Visitor isAt(String pathRegex) {
    assertThat(page).hasURL(Pattern.compile("^" + address.replace(".", "\\.") + pathRegex + "$"));
    return this;
  }

  /** On a phone's page: the end of a task moves what is below it. */
  void isIdle() {
    assertThat(
            page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Take over").setExact(true)))
        .isVisible();
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
  }

  /** Goes to one of the pages by the navigation. */
  Visitor turnTo(String name) {
    page.getByRole(AriaRole.NAVIGATION)
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .click();
    return this;
  }

  Locator field(String label) {
    return page.getByLabel(label);
  }

  /** Clicks all of these check boxes before the page can be drawn again, as quick keys do. */
  void checkAtOnce(String... labels) {
    List<ElementHandle> boxes = new ArrayList<>();
    for (String label : labels) {
      boxes.add(field(label).elementHandle());
    }
    page.evaluate("boxes => boxes.forEach(box => box.click())", boxes);
    for (String label : labels) {
      assertThat(field(label)).isChecked();
    }
  }

  Locator text(String text) {
    return page.getByText(text);
  }

  /** Signs in by a key, with the keyboard. */
  void signIn(String key) {
    field("API key").fill(key);
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.NAVIGATION)).isVisible();
  }

  /** The card of a phone on the wall. */
  Locator card(String serial) {
    return page.locator(
        "[data-card]",
        new Page.LocatorOptions().setHas(page.locator("[title^='" + serial + " ·']")));
  }

  /** The dialog that is open. */
  Locator dialog() {
    return page.getByRole(AriaRole.DIALOG);
  }

  Locator inDialog(String button) {
    return dialog()
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true));
  }

  /** The sentence at the top of a task's page. */
  Locator verdict() {
    return page.locator(".verdict");
  }

  /** Keeps a picture of the page, and the trace of what was done on it. */
  void keep(Path folder, String name) {
    try {
      page.screenshot(
          new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")).setFullPage(true));
    } catch (PlaywrightException gone) {
      complaints.add("no picture could be taken: " + gone.getMessage());
    }
    context.tracing().stop(new Tracing.StopOptions().setPath(folder.resolve(name + ".zip")));
  }

  @Override
  public void close() {
    context.close();
  }
}
