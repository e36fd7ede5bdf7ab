package dev.drover.application.plugin;

import dev.drover.application.loop.Loop;

/**
 * Work that an adapter needs done again and again while the server runs. The server calls {@link
 * #step} on a thread of its own, shows in its health when a step is stuck, and counts failures.
 * Whatever a step throws, it is called again.
 *
 * @param name of the step in health and metrics, of lower-case letters, digits and hyphens; one
 *     server has each name once
 * @param step does the work once, within a minute, and answers how long to wait before the next
 *     time
 * @param stop called once when the server ends, before the step's thread is interrupted; makes a
 *     wait that ignores interrupts end soon
 */
public record BackgroundStep(String name, Loop.Step step, Runnable stop) {
  public BackgroundStep {
    if (!name.matches("[a-z][a-z0-9-]{0,39}")) {
      throw new IllegalArgumentException(
          "a background step's name is 1 to 40 lower-case letters, digits and hyphens, not \""
              + name
              + "\"");
    }
  }

  /** A step that ends when its thread is interrupted. */
  public BackgroundStep(String name, Loop.Step step) {
    this(name, step, () -> {});
  }
}
