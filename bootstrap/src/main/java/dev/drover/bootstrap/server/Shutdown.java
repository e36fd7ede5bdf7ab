package dev.drover.bootstrap.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles Ctrl-C and SIGTERM: the first stops the server in order, a second ends the process at
 * once.
 */
public final class Shutdown {
  private static final Logger log = LoggerFactory.getLogger(Shutdown.class);

  private Shutdown() {}

  /**
   * Closes the server when the process is told to stop, and then exits with code 0, or 1 if closing
   * failed. The virtual machine alone would exit with 143, which looks like a failure. A second
   * signal ends the process at once.
   */
  public static void runThenExit(AutoCloseable server) {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(
                    () -> {
                      EndingSignals.endAtOnce();
                      // Printed rather than logged, so that it reaches the terminal in any log
                      // configuration.
                      System.err.println(
                          "drover: ending in order; a second Ctrl-C or SIGTERM ends at once");
                      int exitCode = 0;
                      try {
                        server.close();
                      } catch (Exception failed) {
                        log.error("the server did not stop cleanly", failed);
                        exitCode = 1;
                      }
                      Runtime.getRuntime().halt(exitCode);
                    }));
  }
}
