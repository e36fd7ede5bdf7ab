package dev.drover.bootstrap.journey;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The machine's own Chromium, driven by Playwright: nothing is downloaded. For one thread at a
 * time.
 */
final class Chromium implements AutoCloseable {
  /** Shows the browser, and slows its clicks down. */
  private static final boolean VISIBLE = Boolean.getBoolean("drover.journeys.visible");

  private static final double MILLIS_BETWEEN_VISIBLE_CLICKS = 300;

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Returns the program, if the machine has it. */
  static Optional<Path> program() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .flatMap(folder -> Stream.of("chromium", "chromium-browser").map(Path.of(folder)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts it. Hosts other than this machine are not found, whatever a page asks for. */
  static Chromium start() {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"));
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions()
            .setExecutablePath(program().orElseThrow())
            .setChromiumSandbox(false)
            .setHeadless(!VISIBLE)
            .setArgs(arguments);
    if (VISIBLE) {
      options.setSlowMo(MILLIS_BETWEEN_VISIBLE_CLICKS);
    }
    try {
      return new Chromium(playwright, playwright.chromium().launch(options));
    } catch (RuntimeException failed) {
      playwright.close();
      throw failed;
    }
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
