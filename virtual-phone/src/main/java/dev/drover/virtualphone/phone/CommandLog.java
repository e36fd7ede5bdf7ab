package dev.drover.virtualphone.phone;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Keeps the latest commands, in order. Safe for use by any thread. */
final class CommandLog {
  /** The log is limited because a soak test runs for hours. */
  private static final int MOST = 20_000;

  private final Clock clock;
  private final Deque<Command> commands = new ArrayDeque<>();

  CommandLog(Clock clock) {
    this.clock = clock;
  }

  /** Records a command that begins now. */
  synchronized Command begin(String line, long connection) {
    Command command = new Command(clock.instant(), connection, line);
    commands.add(command);
    if (commands.size() > MOST) {
      commands.removeFirst();
    }
    return command;
  }

  synchronized List<Command> all() {
    return List.copyOf(commands);
  }
}
