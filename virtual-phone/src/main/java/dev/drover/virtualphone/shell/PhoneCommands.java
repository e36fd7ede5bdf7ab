package dev.drover.virtualphone.shell;

import dev.drover.virtualphone.phone.Phone;
import java.io.IOException;
import java.util.List;

/**
 * The phone's programs, by name. They print what Android's programs print, in the parts that
 * drivers read.
 */
final class PhoneCommands {
  private static final int NOT_FOUND = 127;

  private final Phone phone;
  private final CommandIo io;

  PhoneCommands(Phone phone, CommandIo io) {
    this.phone = phone;
    this.io = io;
  }

  int run(List<String> command) throws IOException {
    phone.screen().settle();
    String name = command.getFirst();
    List<String> arguments = command.subList(1, command.size());
    return switch (name) {
      case ":", "true" -> 0;
      case "false" -> 1;
      case "echo" -> echo(arguments);
      case "printf" -> printf(arguments);
      case "test", "[", "cat", "ls", "rm", "mkdir", "touch", "mv", "cp", "stat", "dd" ->
          new FileCommands(phone, io).run(name, arguments);
      case "am", "monkey" -> new ActivityCommands(phone, io).run(name, arguments);
      case "cmd" ->
          !arguments.isEmpty() && arguments.getFirst().equals("statusbar")
              ? new SystemCommands(phone, io).statusBar(arguments)
              : new PackageCommands(phone, io).run(name, arguments);
      case "pm" -> new PackageCommands(phone, io).run(name, arguments);
      case "content" -> new MediaCommands(phone, io).run(arguments);
      case "input", "ime" -> new InputCommands(phone, io).run(name, arguments);
      case "uiautomator", "screencap" -> new ScreenCommands(phone, io).run(name, arguments);
      case "date",
          "dumpsys",
          "getprop",
          "id",
          "logcat",
          "ps",
          "setprop",
          "settings",
          "sleep",
          "whoami",
          "wm" ->
          new SystemCommands(phone, io).run(name, arguments);
      default -> {
        io.error("/system/bin/sh: " + name + ": inaccessible or not found\n");
        yield NOT_FOUND;
      }
    };
  }

  private int echo(List<String> arguments) {
    boolean noNewline = !arguments.isEmpty() && arguments.getFirst().equals("-n");
    String text = String.join(" ", noNewline ? arguments.subList(1, arguments.size()) : arguments);
    return io.print(noNewline ? text : text + "\n");
  }

  private int printf(List<String> arguments) {
    if (arguments.isEmpty()) {
      return io.fail("usage: printf FORMAT [ARG...]");
    }
    String format = arguments.getFirst().replace("\\n", "\n").replace("\\t", "\t");
    int next = 1;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      if (format.charAt(i) == '%' && i + 1 < format.length()) {
        i++;
        if (format.charAt(i) == '%') {
          text.append('%');
        } else if (next < arguments.size()) {
          text.append(arguments.get(next));
          next++;
        }
      } else {
        text.append(format.charAt(i));
      }
    }
    return io.print(text.toString());
  }
}
