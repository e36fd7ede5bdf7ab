package dev.drover.programs;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what a process and its children write, on a thread of its own, as it comes. */
final class ProgramOutput {
  private static final Logger log = LoggerFactory.getLogger(ProgramOutput.class);

  private final Process process;
  private final Consumer<String> output;

  /** A platform thread: a read from a pipe blocks the thread that carries a virtual one. */
  private final Thread reader;

  /** Guarded by this. */
  private boolean closed;

  private ProgramOutput(Process process, Consumer<String> output) {
    this.process = process;
    this.output = output;
    this.reader =
        Thread.ofPlatform().daemon().name("program-" + process.pid()).unstarted(this::read);
  }

  static ProgramOutput of(Process process, Consumer<String> output) {
    ProgramOutput lines = new ProgramOutput(process, output);
    lines.reader.start();
    return lines;
  }

  /**
   * Waits for the last output; nothing more comes afterwards. A process that could not be ended may
   * keep the pipe open, and is not waited for.
   */
  void close(Duration atMost) {
    boolean interrupted = false;
    try {
      reader.join(atMost);
    } catch (InterruptedException _) {
      interrupted = true;
    }
    synchronized (this) {
      closed = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    OutputLimit limit = new OutputLimit(this::pass, System::nanoTime);
    OutputLines lines = new OutputLines(limit::accept);
    byte[] buffer = new byte[8 * 1024];
    try {
      int length = next(buffer);
      while (length >= 0) {
        lines.accept(buffer, length);
        length = next(buffer);
      }
    } catch (IOException broken) {
      log.debug("the output of process {} broke off", process.pid(), broken);
    }
    lines.end();
    limit.end();
  }

  /** Right at the end of a process, the JDK may close a pipe once before it hands out the rest. */
  private int next(byte[] buffer) throws IOException {
    InputStream stream = process.getInputStream();
    try {
      return stream.read(buffer);
    } catch (IOException closing) {
      if (process.isAlive()) {
        throw closing;
      }
      return stream.read(buffer);
    }
  }

  private synchronized void pass(String line) {
    if (!closed) {
      output.accept(line);
    }
  }
}
