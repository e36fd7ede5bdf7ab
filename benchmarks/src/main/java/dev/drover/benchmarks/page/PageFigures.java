package dev.drover.benchmarks.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.drover.benchmarks.api.DroverServer;
import dev.drover.benchmarks.api.ManyTasks;
import dev.drover.benchmarks.measure.ApiClient;
import dev.drover.benchmarks.measure.BenchmarkPostgres;
import dev.drover.benchmarks.measure.Goal;
import dev.drover.benchmarks.measure.Measurement;
import dev.drover.benchmarks.measure.Row;
import dev.drover.benchmarks.measure.Sample;
import dev.drover.benchmarks.measure.ServerProcess;
import dev.drover.benchmarks.measure.VirtualPhones;
import dev.drover.persistence.postgres.DatabaseAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** What a person at the dashboard waits for, and what the wall costs the server. */
@Command(
    name = "page",
    description = "P14: how soon the dashboard shows what is there, and what live pictures cost",
    mixinStandardHelpOptions = true)
public final class PageFigures extends Measurement {
  /** Tall enough for every card of a hundred phones: only cards in sight have pictures. */
  private static final int WALL_WIDTH = 2560;

  private static final int WALL_HEIGHT = 4000;

  private static final int DEMO_PHONES = 4;

  /** Answers the moment, by the machine's clock, at which a link to this task is on the page. */
  private static final String SHOWN =
      """
      (path) => new Promise((resolve) => {
        const look = () => document.querySelector(`a[href="${path}"]`);
        if (look()) return resolve(Date.now());
        const watcher = new MutationObserver(() => {
          if (!look()) return;
          watcher.disconnect();
          resolve(Date.now());
        });
        watcher.observe(document.body, { childList: true, subtree: true });
      })
      """;

  /**
   * Goes to another filter as a link does, and answers the milliseconds until the list has been
   * read and painted.
   */
  private static final String FILTERED =
      """
      async (path) => {
        const begun = performance.now();
        const seen = performance.getEntriesByType("resource").length;
        const link = document.createElement("a");
        link.href = path;
        document.querySelector("#content").append(link);
        link.click();
        const painted = () => new Promise((next) => requestAnimationFrame(next));
        const read = () => performance.getEntriesByType("resource").slice(seen)
          .some((entry) => new URL(entry.name).pathname === "/api/v1/task" && entry.responseEnd > 0);
        while (!read()) await painted();
        await painted();
        await painted();
        const took = performance.now() - begun;
        link.remove();
        performance.clearResourceTimings();
        return took;
      }
      """;

  @Override
  public String rows() {
    return "P14";
  }

  @Override
  public List<String> missing() {
    return Chromium.find().isPresent()
        ? List.of()
        : List.of("chromium: apt-get install --no-install-recommends chromium");
  }

  @Override
  public List<Row> measure() throws Exception {
    List<Row> rows = new ArrayList<>();
    try (BenchmarkPostgres postgres = new BenchmarkPostgres();
        Chromium chromium = Chromium.start()) {
      say("visits and changes ...");
      rows.addAll(small(chromium.browser(), postgres));
      say("filters ...");
      rows.addAll(filters(chromium.browser(), postgres));
      say("the wall ...");
      rows.addAll(wall(chromium.browser(), postgres));
    }
    return rows;
  }

  private List<Row> small(Browser browser, BenchmarkPostgres postgres) throws Exception {
    try (VirtualPhones phones = VirtualPhones.start(DEMO_PHONES);
        ServerProcess server = start(postgres, "page_small", phones);
        ApiClient api = new ApiClient(server.port())) {
      api.awaitPhones(DEMO_PHONES);
      Sample visits = visits(browser, server);
      Sample changes = changes(browser, server, api, phones);
      return List.of(
          Row.alone(
              "P14",
              "a first visit, until the wall is there, 99 %",
              Goal.atMost(1_000, "≤ 1 s"),
              visits.quantile(0.99),
              "ms"),
          Row.alone(
              "P14",
              "a task created, until the page shows it, 99 %",
              Goal.atMost(500, "≤ 500 ms"),
              changes.quantile(0.99),
              "ms"));
    }
  }

  private static ServerProcess start(
      BenchmarkPostgres postgres, String database, VirtualPhones phones) throws Exception {
    return DroverServer.start(
        postgres.create(database),
        postgres.home().resolve(database),
        Map.of("DROVER_DEVICES_CONNECT", phones.addresses()));
  }

  private static String page(ServerProcess server) {
    return "http://127.0.0.1:" + server.port();
  }

  /** Each visit is a browser's first one: nothing is cached. */
  private Sample visits(Browser browser, ServerProcess server) {
    Sample sample = new Sample();
    // The first one warms the server up, and is not counted.
    for (int visit = 0; visit <= size(30, 2); visit++) {
      try (BrowserContext context = browser.newContext();
          Page page = context.newPage()) {
        long begun = System.nanoTime();
        page.navigate(page(server));
        page.locator("[data-card]").nth(DEMO_PHONES - 1).waitFor();
        if (visit > 0) {
          sample.add((System.nanoTime() - begun) / 1e6);
        }
      }
    }
    return sample;
  }

  /** Counts from before the request, which is no later than the commit. */
  private Sample changes(Browser browser, ServerProcess server, ApiClient api, VirtualPhones phones)
      throws IOException, InterruptedException {
    Sample sample = new Sample();
    api.send("POST", "/queue/pause", "{}");
    try (BrowserContext context = browser.newContext();
        Page page = context.newPage()) {
      page.navigate(page(server) + "/tasks");
      page.locator("#content").waitFor();
      for (int change = 0; change < size(300, 3); change++) {
        String serial = phones.phones().get(change % DEMO_PHONES).serial();
        long sent = System.currentTimeMillis();
        JsonNode created = api.send("POST", "/task", follow('"' + serial + '"', "user_" + change));
        double shown =
            ((Number) page.evaluate(SHOWN, "/tasks/" + created.path("task_ids").path(0).asLong()))
                .doubleValue();
        sample.add(shown - sent);
      }
    }
    return sample;
  }

  private static String follow(String serials, String user) {
    return """
        {"serials": [%s], "script_name": "follow", "script_config": {"target_users": ["%s"]}}
        """
        .formatted(serials, user);
  }

  private List<Row> filters(Browser browser, BenchmarkPostgres postgres) throws Exception {
    int tasks = size(1_000_000, 20_000);
    DatabaseAddress database = postgres.create("page_filters");
    ManyTasks.fill(database, tasks);
    Map<String, Sample> samples = new LinkedHashMap<>();
    try (ServerProcess server =
            DroverServer.start(database, postgres.home().resolve("page_filters"), Map.of());
        BrowserContext context = browser.newContext();
        Page page = context.newPage()) {
      page.navigate(page(server) + "/tasks");
      page.locator("#content table").waitFor();
      for (int round = 0; round <= rounds(); round++) {
        for (String filter :
            List.of(
                "?status=pending",
                "?status=completed",
                "?status=failed",
                "?status=unknown",
                "?script=follow",
                "?script=post",
                "?source=ui",
                "?serial=PHONE0",
                "?serial=NOPHONE",
                "?username=rare_user",
                "?status=failed&serial=PHONE0",
                "")) {
          double took = ((Number) page.evaluate(FILTERED, "/tasks" + filter)).doubleValue();
          if (round > 0) {
            samples.computeIfAbsent(filter, _ -> new Sample()).add(took);
          }
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    samples.forEach(
        (filter, sample) ->
            rows.add(
                Row.alone(
                    "P14",
                    tasks + " tasks: /tasks" + filter + " to the first row, the slowest",
                    Goal.atMost(200, "≤ 200 ms"),
                    sample.quantile(1),
                    "ms")));
    return rows;
  }

  private List<Row> wall(Browser browser, BenchmarkPostgres postgres) throws Exception {
    int count = size(100, 3);
    int seconds = size(60, 5);
    try (VirtualPhones phones = VirtualPhones.start(count);
        ServerProcess server = start(postgres, "page_wall", phones);
        ApiClient api = new ApiClient(server.port())) {
      api.awaitPhones(count);
      // Both measured runs find a warm server.
      run(server, api, phones, "warm", () -> {}, () -> 0);
      Run unwatched =
          run(
              server,
              api,
              phones,
              "unwatched",
              () -> Thread.sleep(Duration.ofSeconds(seconds)),
              () -> 0);
      Run watched = watched(browser, server, api, phones, seconds);
      return List.of(
          Row.told("P14", count + " phones: pictures a second and phone", watched.pictures(), ""),
          Row.alone(
              "P14",
              count + " phones: cores of the server for the watched wall",
              Goal.atMost(1, "≤ 1 core"),
              watched.cores() - unwatched.cores(),
              ""),
          Row.beside(
              "P14",
              count + " phones: a follow while the wall is watched",
              watched.follows(),
              "unwatched",
              unwatched.follows(),
              "s"));
    }
  }

  private Run watched(
      Browser browser, ServerProcess server, ApiClient api, VirtualPhones phones, int seconds)
      throws IOException, InterruptedException {
    AtomicLong pictures = new AtomicLong();
    try (BrowserContext context =
            browser.newContext(
                new Browser.NewContextOptions().setViewportSize(WALL_WIDTH, WALL_HEIGHT));
        Page page = context.newPage()) {
      page.onWebSocket(
          socket ->
              socket.onFrameReceived(
                  frame -> {
                    if (frame.binary() != null) {
                      pictures.incrementAndGet();
                    }
                  }));
      page.navigate(page(server) + "/?size=s");
      page.locator("[data-card]").nth(phones.phones().size() - 1).waitFor();
      page.locator("[data-card] img").first().waitFor();
      // The browser tells of its frames only while it is waited for.
      return run(
          server,
          api,
          phones,
          "watched",
          () -> page.waitForTimeout(seconds * 1_000.0),
          pictures::get);
    }
  }

  /**
   * What a while with one follow on each phone came to.
   *
   * @param cores processor time of the server's process, by the time that passed
   * @param pictures a second and phone
   * @param follows in seconds
   */
  private record Run(double cores, double pictures, Sample follows) {}

  /** Lets the measured time pass. */
  private interface Passing {
    void pass() throws InterruptedException;
  }

  private static Run run(
      ServerProcess server,
      ApiClient api,
      VirtualPhones phones,
      String user,
      Passing time,
      LongSupplier pictures)
      throws IOException, InterruptedException {
    String serials =
        phones.phones().stream()
            .map(phone -> '"' + phone.serial() + '"')
            .collect(Collectors.joining(","));
    long picturesBefore = pictures.getAsLong();
    double cpuBefore = server.cpuSeconds();
    long begun = System.nanoTime();
    long batch = api.send("POST", "/task", follow(serials, user)).path("batch_id").asLong();
    time.pass();
    double passed = (System.nanoTime() - begun) / 1e9;
    double cores = (server.cpuSeconds() - cpuBefore) / passed;
    double rate = (pictures.getAsLong() - picturesBefore) / passed / phones.phones().size();
    while (!api.get("/task/batch/" + batch + "?wait=20").path("ended").asBoolean()) {
      say("waits for the last follows");
    }
    Sample follows = new Sample();
    for (JsonNode task : api.get("/task?page_size=100&batch_id=" + batch).path("tasks")) {
      follows.add(
          Duration.between(
                      Instant.parse(task.path("started_at").asText()),
                      Instant.parse(task.path("finished_at").asText()))
                  .toMillis()
              / 1e3);
    }
    return new Run(cores, rate, follows);
  }

  @Override
  public List<String> limits() {
    return List.of(
        "The browser and the virtual phones share the machine's cores with the server; pictures a"
            + " second are what was left for them.");
  }
}
