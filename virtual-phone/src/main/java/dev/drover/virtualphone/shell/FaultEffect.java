package dev.drover.virtualphone.shell;

import dev.drover.virtualphone.Fault;
import java.io.IOException;

/** Carries out a fault that has struck a command. */
@FunctionalInterface
public interface FaultEffect {
  void apply(Fault fault) throws IOException;
}
