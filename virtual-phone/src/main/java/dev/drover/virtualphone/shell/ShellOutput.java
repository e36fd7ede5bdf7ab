package dev.drover.virtualphone.shell;

import java.io.IOException;

/** The destination of a shell's output. */
@FunctionalInterface
public interface ShellOutput {
  void write(byte[] data) throws IOException;
}
