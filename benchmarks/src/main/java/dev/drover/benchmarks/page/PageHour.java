package dev.drover.benchmarks.page;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import dev.drover.benchmarks.api.DroverServer;
import dev.drover.benchmarks.measure.ApiClient;
import dev.drover.benchmarks.measure.BenchmarkPostgres;
import dev.drover.benchmarks.measure.ServerProcess;
import dev.drover.benchmarks.measure.VirtualPhones;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The wall, open for a long time while tasks run: the memory of page and server stays flat. */
@Command(
    name = "page-hour",
    description = "The memory of the dashboard and of the server while the page stays open",
    mixinStandardHelpOptions = true)
public final class PageHour implements Callable<Integer> {
  private static final double MIB = 1024 * 1024;

  @Option(names = "--minutes", description = "How long (default: ${DEFAULT-VALUE}).")
  private int minutes = 60;

  @Option(names = "--phones", description = "Phones on the wall (default: ${DEFAULT-VALUE}).")
  private int phones = 6;

  @Override
  public Integer call() throws Exception {
    try (BenchmarkPostgres postgres = new BenchmarkPostgres();
        VirtualPhones virtual = VirtualPhones.start(phones);
        ServerProcess server =
            DroverServer.start(
                postgres.create("page_hour"),
                postgres.home().resolve("page_hour"),
                Map.of("DROVER_DEVICES_CONNECT", virtual.addresses()));
        ApiClient api = new ApiClient(server.port());
        Chromium chromium = Chromium.start();
        BrowserContext context = chromium.browser().newContext();
        Page page = context.newPage()) {
      api.awaitPhones(phones);
      page.navigate("http://127.0.0.1:" + server.port());
      page.locator("[data-card] img").nth(phones - 1).waitFor();
      CDPSession protocol = context.newCDPSession(page);
      protocol.send("Performance.enable");
      System.out.println("| minute | page: heap, MiB | nodes | listeners | server: resident, MB |");
      System.out.println("|---|---|---|---|---|");
      for (int minute = 0; minute <= minutes; minute++) {
        print(minute, protocol, server);
        for (int turn = 0; minute < minutes && turn < 3; turn++) {
          int round = minute * 3 + turn;
          follow(api, virtual.phones().get(round % phones).serial(), round);
          page.waitForTimeout(20_000);
        }
      }
    }
    return 0;
  }

  private static void follow(ApiClient api, String serial, int round)
      throws IOException, InterruptedException {
    api.send(
        "POST",
        "/task",
        """
        {"serials": ["%s"], "script_name": "follow",
         "script_config": {"target_users": ["hour_%d"]}}
        """
            .formatted(serial, round));
  }

  /** What is no longer used is collected first, so that the heap shows what is kept. */
  private static void print(int minute, CDPSession protocol, ServerProcess server) {
    protocol.send("HeapProfiler.collectGarbage");
    JsonObject metrics = protocol.send("Performance.getMetrics");
    System.out.println(
        String.format(
            Locale.ROOT,
            "| %d | %.1f | %.0f | %.0f | %.0f |",
            minute,
            metric(metrics, "JSHeapUsedSize") / MIB,
            metric(metrics, "Nodes"),
            metric(metrics, "JSEventListeners"),
            server.residentMegabytes()));
  }

  private static double metric(JsonObject metrics, String name) {
    for (JsonElement metric : metrics.getAsJsonArray("metrics")) {
      if (metric.getAsJsonObject().get("name").getAsString().equals(name)) {
        return metric.getAsJsonObject().get("value").getAsDouble();
      }
    }
    throw new IllegalStateException("the browser does not tell " + name);
  }
}
