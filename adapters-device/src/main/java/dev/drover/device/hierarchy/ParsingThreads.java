package dev.drover.device.hierarchy;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Runs work on texts from phones: parsing screens, and finding elements on them. Phones decide,
 * within limits, how much work there is, and a virtual thread that computes occupies a carrier that
 * everything else needs. Therefore this work has a few platform threads of its own, in first-come,
 * first-served order, and the operating system divides the processors between these threads and the
 * carriers. Each piece of work is short, because the texts are limited and the time is linear in
 * them.
 *
 * <p>A short text is parsed where it arrives: handing it over and back takes longer than parsing
 * it.
 */
public final class ParsingThreads {
  /**
   * The most characters of a short text. Parsing this many takes about 0.2 ms, less than a phone
   * takes to send the next ones.
   */
  private static final int SHORT = 16 * 1024;

  private static final ExecutorService THREADS =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          Thread.ofPlatform().daemon().name("phone-text-", 1).factory());

  private ParsingThreads() {}

  /**
   * Runs a piece of work on one of the threads and waits for it. The wait is short, and an
   * interrupt does not end it; the thread stays interrupted.
   */
  public static <T> T process(Supplier<T> work) {
    return await(THREADS.submit(work::get));
  }

  /**
   * Looks for something on a screen whose time is linear in its text, whatever is looked for. For a
   * regular expression use {@link #process}.
   */
  public static <T> T look(UiTree screen, Supplier<T> work) {
    return isShort(screen.xml()) ? work.get() : process(work);
  }

  private static boolean isShort(String text) {
    return text.length() <= SHORT;
  }

  /**
   * Parses a hierarchy, on one of the threads unless it is short.
   *
   * @throws HierarchyUnreadable as {@link HierarchyParser#parse}
   */
  public static UiTree parsed(HierarchyParser parser, String xml) throws HierarchyUnreadable {
    if (isShort(xml)) {
      return parser.parse(xml);
    }
    Result result =
        process(
            () -> {
              try {
                return new Result.Read(parser.parse(xml));
              } catch (HierarchyUnreadable unreadable) {
                return new Result.Unreadable(unreadable);
              }
            });
    return switch (result) {
      case Result.Read(UiTree tree) -> tree;
      case Result.Unreadable(HierarchyUnreadable why) -> throw why;
    };
  }

  private sealed interface Result {
    record Read(UiTree tree) implements Result {}

    record Unreadable(HierarchyUnreadable why) implements Result {}
  }

  private static <T> T await(Future<T> work) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return work.get();
        } catch (InterruptedException later) {
          interrupted = true;
        } catch (ExecutionException failed) {
          switch (failed.getCause()) {
            case RuntimeException defect -> throw defect;
            case Error error -> throw error;
            case null, default -> throw new IllegalStateException(failed);
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
