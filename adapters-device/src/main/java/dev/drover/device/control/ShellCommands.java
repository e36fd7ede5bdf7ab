package dev.drover.device.control;

import dev.drover.application.port.device.PhoneControl.CommandRefused;
import dev.drover.device.adb.ApkInstall;
import dev.drover.device.adb.PhoneLost;
import dev.drover.device.adb.PhoneSession;
import dev.drover.device.adb.SafeText;
import dev.drover.device.adb.ShellCommand;
import dev.drover.device.adb.ShellResult;
import dev.drover.domain.control.PhoneCommand;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs programs of the phone's shell, and brings files and apps onto it. What is not done in time
 * is refused: the phone may go on with it.
 */
final class ShellCommands {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int LONGEST_REASON = 300;

  private final PhoneSession phone;

  ShellCommands(PhoneSession phone) {
    this.phone = phone;
  }

  /** Returns what the program printed, errors after output. */
  String run(PhoneCommand.Shell command) {
    ShellCommand line;
    try {
      line =
          ShellCommand.of(
              command.args().getFirst(),
              command.args().subList(1, command.args().size()).toArray());
    } catch (IllegalArgumentException unfit) {
      throw new CommandRefused("the command can't be sent: " + unfit.getMessage());
    }
    ShellResult result =
        inTime(
            command.args().getFirst(), command.atMost(), () -> phone.shell(line, command.atMost()));
    return result.output() + result.errors();
  }

  String push(PhoneCommand.Push command) {
    String remote = command.to();
    if (remote.endsWith("/") || isFolder(remote)) {
      remote = remote + (remote.endsWith("/") ? "" : "/") + command.file().getFileName();
    }
    String to = remote;
    Optional<String> refused =
        inTime(
            "the file",
            command.atMost(),
            () -> {
              try {
                return phone.push(command.file(), to, command.atMost());
              } catch (UncheckedIOException unreadable) {
                return Optional.of("the server can't read the file");
              }
            });
    refused.ifPresent(
        reason -> {
          throw new CommandRefused("the file can't be sent to " + to + ": " + reason);
        });
    return "1 file pushed to " + to;
  }

  private boolean isFolder(String path) {
    try {
      return phone.shell(ShellCommand.of("test", "-d", path), DEADLINE).exitCode() == 0;
    } catch (IllegalArgumentException unfit) {
      throw new CommandRefused("the path can't be used: " + unfit.getMessage());
    }
  }

  String install(PhoneCommand.Install command) {
    Optional<String> refused =
        inTime(
            "the installation",
            command.atMost(),
            () -> {
              try {
                return ApkInstall.install(phone, command.apk(), command.atMost());
              } catch (UncheckedIOException unreadable) {
                return Optional.of("the server can't read the file");
              }
            });
    refused.ifPresent(
        reason -> {
          throw new CommandRefused("the app can't be installed: " + reason);
        });
    return "Success";
  }

  /** A command of Drover's own, such as one for the status bar, which fails on some phones. */
  void runOwn(String what, ShellCommand command) {
    ShellResult result = phone.shell(command, DEADLINE);
    if (result.exitCode() != 0) {
      throw new CommandRefused(
          "the phone can't "
              + what
              + ": "
              + SafeText.line(result.everything().strip(), LONGEST_REASON));
    }
  }

  private static <T> T inTime(String what, Duration atMost, Supplier<T> work) {
    try {
      return work.get();
    } catch (PhoneLost lost) {
      if (!lost.late()) {
        throw lost;
      }
      throw new CommandRefused(
          SafeText.line(what, LONGEST_REASON)
              + " did not end within "
              + atMost.toMillis()
              + " ms; the phone may go on with it");
    }
  }
}
