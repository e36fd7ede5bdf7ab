package dev.drover.bootstrap.journey;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One browser for all journeys of a class. A journey fails if its visitors' browsers complained of
 * anything, too. Of a failed journey, a picture and a trace of each visitor are kept in {@code
 * target/journeys}.
 */
final class Stage
    implements ExecutionCondition, BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private static final Path KEPT = Path.of("target", "journeys");
  private static final double PATIENCE_MS = 30_000;

  private final List<Visitor> visitors = new ArrayList<>();
  private @Nullable Chromium chromium;

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return Chromium.program().isPresent()
        ? ConditionEvaluationResult.enabled("chromium is on the PATH")
        : ConditionEvaluationResult.disabled(
            "there is no chromium on this machine (Debian: apt-get install chromium)");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    chromium = Chromium.start();
  }

  /** Lets a visitor come to the server at this port. */
  Visitor visitor(int port) {
    return visitor(port, Looks.USUAL);
  }

  /** Lets a visitor come to the server at this port. */
  Visitor visitor(int port, Looks looks) {
    if (chromium == null) {
      throw new IllegalStateException("the browser is started before the first journey");
    }
    Visitor visitor = Visitor.of(chromium.browser(), port, looks);
    visitors.add(visitor);
    return visitor;
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    List<String> complaints = visitors.stream().flatMap(one -> one.complaints().stream()).toList();
    boolean failed = context.getExecutionException().isPresent() || !complaints.isEmpty();
    try {
      if (failed) {
        Files.createDirectories(KEPT);
        for (int i = 0; i < visitors.size(); i++) {
          visitors
              .get(i)
              .keep(KEPT, context.getRequiredTestMethod().getName() + (i > 0 ? "-" + (i + 1) : ""));
        }
      }
    } finally {
      visitors.forEach(Visitor::close);
      visitors.clear();
    }
    if (!complaints.isEmpty()) {
      throw new AssertionError("the browser complained:\n" + String.join("\n", complaints));
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (chromium != null) {
      chromium.close();
    }
  }
}
