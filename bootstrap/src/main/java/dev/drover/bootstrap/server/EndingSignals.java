package dev.drover.bootstrap.server;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What SIGINT and SIGTERM do to this process. */
final class EndingSignals {
  private static final Logger log = LoggerFactory.getLogger(EndingSignals.class);

  /** The same numbers on every system that has them. */
  private static final int SIGINT = 2;

  private static final int SIGTERM = 15;

  private EndingSignals() {}

  /**
   * Has the next one end the process without anything more, by the operating system. The virtual
   * machine itself runs its hooks at the first signal and is deaf to every later one.
   */
  @SuppressWarnings("restricted") // One function of the C library, whose signature is settled.
  static void endAtOnce() {
    try {
      Linker linker = Linker.nativeLinker();
      MethodHandle signal =
          linker.downcallHandle(
              linker.defaultLookup().find("signal").orElseThrow(),
              FunctionDescriptor.of(
                  ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
      for (int number : new int[] {SIGINT, SIGTERM}) {
        MemorySegment _ = (MemorySegment) signal.invokeExact(number, MemorySegment.NULL);
      }
    } catch (Throwable notHere) {
      log.warn("a second signal is not heeded on this system; kill the process instead", notHere);
    }
  }
}
