package dev.drover.virtualphone.phone;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A command line that the phone was given, and the programs that its shell ran for it. */
public final class Command {
  private final Instant at;
  private final long connection;
  private final String line;
  private final List<List<String>> executed = new ArrayList<>();

  Command(Instant at, long connection, String line) {
    this.at = at;
    this.connection = connection;
    this.line = line;
  }

  public Instant at() {
    return at;
  }

  /** The number of the connection that carried the command. */
  public long connection() {
    return connection;
  }

  /** The line as it arrived. */
  public String line() {
    return line;
  }

  /** The programs that ran, with their arguments. */
  public synchronized List<List<String>> executed() {
    return List.copyOf(executed);
  }

  /** Adds a program that the shell is about to run. */
  public synchronized void executed(List<String> arguments) {
    executed.add(List.copyOf(arguments));
  }
}
