package dev.drover.virtualphone.shell;

import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.phone.Phone;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The programs that read the screen. */
final class ScreenCommands {
  private static final int KILLED = 137;

  private final Phone phone;
  private final CommandIo io;

  ScreenCommands(Phone phone, CommandIo io) {
    this.phone = phone;
    this.io = io;
  }

  int run(String name, List<String> arguments) {
    return switch (name) {
      case "uiautomator" -> uiautomator(arguments);
      case "screencap" -> screencap(arguments);
      default -> throw new IllegalArgumentException(name + " reads no screen");
    };
  }

  private int uiautomator(List<String> arguments) {
    if (arguments.isEmpty() || !arguments.getFirst().equals("dump")) {
      return io.fail("Usage: uiautomator dump [--verbose][file]");
    }
    if (phone.isAutomated()) {
      // Android allows one such program at a time. Only the log says why the second one dies.
      io.error("Killed \n");
      return KILLED;
    }
    Optional<Fault.Kind> fault =
        phone.screen().dumpFault("uiautomator " + String.join(" ", arguments));
    if (fault.isPresent()) {
      // Android exits with 0 nevertheless, and leaves an older file unchanged.
      io.error(
          fault.get() == Fault.Kind.NULL_ROOT
              ? "ERROR: null root node returned by UiTestAutomationBridge.\n"
              : "ERROR: could not get idle state.\n");
      return 0;
    }
    String file =
        arguments.size() > 1 && !arguments.getLast().startsWith("--")
            ? arguments.getLast()
            : "/sdcard/window_dump.xml";
    byte[] xml = phone.screen().dumpHierarchy().getBytes(StandardCharsets.UTF_8);
    if (file.equals("/dev/tty")) {
      io.out().writeBytes(xml);
    } else {
      phone.files().write(file, xml);
    }
    // The spelling is Android's.
    return io.print("UI hierchary dumped to: " + file + "\n");
  }

  private int screencap(List<String> arguments) {
    byte[] png = phone.screen().screenshot();
    if (arguments.isEmpty() || arguments.getLast().equals("-p")) {
      io.out().writeBytes(png);
    } else {
      phone.files().write(arguments.getLast(), png);
    }
    return 0;
  }
}
