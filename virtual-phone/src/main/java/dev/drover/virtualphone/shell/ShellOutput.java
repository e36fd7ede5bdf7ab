package dev.drover.virtualphone.shell;

import java.io.IOException;

/** Where a shell's output goes. */
@FunctionalInterface
public interface ShellOutput {
  void write(byte[] data) throws IOException;
}
