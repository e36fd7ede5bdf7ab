package dev.drover.virtualphone.shell;

import dev.drover.virtualphone.phone.Phone;
import dev.drover.virtualphone.system.InputMethods;
import java.time.Duration;
import java.util.List;

/** The programs for touch and keyboards. */
final class InputCommands {
  private static final int CRASHED = 255;

  /** The duration of a swipe that names none. */
  private static final int USUAL_SWIPE_MILLISECONDS = 300;

  private final Phone phone;
  private final CommandIo io;

  InputCommands(Phone phone, CommandIo io) {
    this.phone = phone;
    this.io = io;
  }

  int run(String name, List<String> arguments) {
    return switch (name) {
      case "input" -> input(arguments);
      case "ime" -> ime(arguments);
      default -> throw new IllegalArgumentException(name + " puts nothing in");
    };
  }

  private int input(List<String> arguments) {
    List<String> terms =
        arguments.size() > 1
                && List.of("touchscreen", "keyboard", "mouse").contains(arguments.getFirst())
            ? arguments.subList(1, arguments.size())
            : arguments;
    if (terms.isEmpty()) {
      return io.fail("Usage: input [<source>] <command> [<arg>...]");
    }
    try {
      switch (terms.getFirst()) {
        case "tap" -> phone.screen().tap(coordinate(terms, 1), coordinate(terms, 2));
        case "swipe", "draganddrop" ->
            phone
                .screen()
                .swipe(
                    coordinate(terms, 1),
                    coordinate(terms, 2),
                    coordinate(terms, 3),
                    coordinate(terms, 4),
                    Duration.ofMillis(
                        terms.size() > 5
                            ? Integer.parseInt(terms.get(5))
                            : USUAL_SWIPE_MILLISECONDS));
        case "text" -> {
          return text(terms.get(1).replace("%s", " "));
        }
        case "keyevent" -> {
          for (String key : terms.subList(1, terms.size())) {
            phone.screen().key(key);
          }
        }
        default -> {
          return io.fail("Error: Unknown command: " + terms.getFirst());
        }
      }
      return 0;
    } catch (IndexOutOfBoundsException | NumberFormatException wrong) {
      return io.fail("Error: Invalid arguments for command: " + terms.getFirst());
    }
  }

  /** Android's {@code input text} types plain ASCII only. */
  private int text(String text) {
    if (text.chars().anyMatch(character -> character > 126)) {
      io.error(
          "\nException occurred while executing 'text':\njava.lang.NullPointerException: Attempt"
              + " to get length of null array\n");
      return CRASHED;
    }
    phone.screen().type(text);
    return 0;
  }

  private static int coordinate(List<String> terms, int index) {
    return (int) Float.parseFloat(terms.get(index));
  }

  private int ime(List<String> arguments) {
    InputMethods methods = phone.inputMethods();
    String name = arguments.isEmpty() ? "" : arguments.getLast();
    return switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
      case "list" -> list(arguments);
      case "enable" ->
          methods.enable(name)
              ? io.print("Input method " + name + ": now enabled for user #0\n")
              : unknown(name, "enabled");
      case "disable" ->
          methods.disable(name)
              ? io.print("Input method " + name + ": now disabled for user #0\n")
              : unknown(name, "disabled");
      case "set" ->
          methods.select(name)
              ? io.print("Input method " + name + " selected for user #0\n")
              : unknown(name, "selected");
      case "reset" -> {
        methods.reset();
        yield io.print("Reset current and enabled IMEs for user #0\n");
      }
      default -> io.fail("usage: ime list|enable|disable|set|reset");
    };
  }

  private int list(List<String> arguments) {
    List<String> names =
        arguments.contains("-a")
            ? phone.inputMethods().installed()
            : phone.inputMethods().enabled();
    for (String name : names) {
      io.print(arguments.contains("-s") ? name + "\n" : name + ":\n  mId=" + name + "\n");
    }
    return 0;
  }

  private int unknown(String name, String what) {
    io.error("Unknown input method " + name + " cannot be " + what + " for user #0\n");
    return CRASHED;
  }
}
