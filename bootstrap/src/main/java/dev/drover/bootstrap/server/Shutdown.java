package dev.drover.bootstrap.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of the process on Ctrl-C or SIGTERM: the first ends it in order, a second at once. */
public final class Shutdown {
  private static final Logger log = LoggerFactory.getLogger(Shutdown.class);

  private Shutdown() {}

  /**
   * Closes {@code server} when the process is told to end, and ends it with code 0: an orderly end
   * is no failure, which the virtual machine's own 143 would say. Whoever can't wait for that sends
   * a second signal.
   */
  public static void runThenExit(AutoCloseable server) {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(
                    () -> {
                      EndingSignals.endAtOnce();
                      // For whoever sits at the terminal, whatever is logged.
                      System.err.println(
                          "drover: ending in order; a second Ctrl-C or SIGTERM ends at once");
                      int exitCode = 0;
                      try {
                        server.close();
                      } catch (Exception failed) {
                        log.error("the server did not end in order", failed);
                        exitCode = 1;
                      }
                      Runtime.getRuntime().halt(exitCode);
                    }));
  }
}
