package dev.drover.benchmarks.measure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/**
 * A measurement as a command. It warms up, measures Drover and its peers in turn, round after
 * round, and gives lines of the table.
 */
public abstract class Measurement implements Callable<Integer> {
  @Option(
      names = "--quick",
      description = "A small run, which only shows that the measurement works.")
  private boolean quick;

  @Option(names = "--rounds", description = "Of Drover and each peer, in turn (default: 3).")
  private int rounds = 3;

  /** Which rows of the table it gives, such as {@code P1}. */
  public abstract String rows();

  /**
   * Returns what this machine lacks for it: what is missing and the command that installs it. No
   * peer is left out in silence.
   */
  public List<String> missing() {
    return List.of();
  }

  public abstract List<Row> measure() throws Exception;

  /** What the figures do not say. */
  public List<String> limits() {
    return List.of();
  }

  public final void makeQuick() {
    quick = true;
  }

  protected final int rounds() {
    return quick ? 1 : rounds;
  }

  protected final boolean isQuick() {
    return quick;
  }

  /** The number for this size of run. */
  protected final int size(int usual, int small) {
    return quick ? small : usual;
  }

  protected static void say(String progress) {
    System.err.println(progress);
  }

  @Override
  public Integer call() throws Exception {
    List<String> missing = missing();
    if (!missing.isEmpty()) {
      missing.forEach(each -> System.err.println("missing: " + each));
      return 1;
    }
    long began = System.nanoTime();
    List<Row> rows = measure();
    System.out.println();
    System.out.println(Row.HEAD);
    Row.lines(rows, Duration.ofNanos(System.nanoTime() - began)).forEach(System.out::println);
    limits().forEach(limit -> System.out.println("- " + rows() + ": " + limit));
    return 0;
  }
}
