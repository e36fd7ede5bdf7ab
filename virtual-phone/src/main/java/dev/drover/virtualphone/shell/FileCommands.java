package dev.drover.virtualphone.shell;

import dev.drover.virtualphone.phone.Phone;
import dev.drover.virtualphone.system.PhoneFiles;
import dev.drover.virtualphone.system.PhoneFiles.Entry;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The programs that deal with files. */
final class FileCommands {
  private static final String ABSENT = ": No such file or directory";

  private static final DateTimeFormatter TOUCH_TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmm[.ss]");

  private static final DateTimeFormatter LISTED_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  private final PhoneFiles files;
  private final CommandIo io;
  private final Instant now;

  FileCommands(Phone phone, CommandIo io) {
    this.files = phone.files();
    this.io = io;
    this.now = phone.now();
  }

  int run(String name, List<String> arguments) throws IOException {
    return switch (name) {
      case "cat" -> cat(arguments);
      case "ls" -> ls(arguments);
      case "rm" -> rm(arguments);
      case "mkdir" -> mkdir(arguments);
      case "touch" -> touch(arguments);
      case "mv", "cp" -> copy(name.equals("mv"), arguments);
      case "test", "[" -> test(arguments);
      case "stat" -> stat(arguments);
      case "dd" -> dd(arguments);
      default -> throw new IllegalArgumentException(name + " is no program for files");
    };
  }

  private int cat(List<String> paths) throws IOException {
    if (paths.isEmpty()) {
      io.in().transferTo(io.out());
      return 0;
    }
    int exit = 0;
    for (String path : paths) {
      Optional<byte[]> content = files.read(path);
      if (content.isPresent()) {
        io.out().writeBytes(content.get());
      } else {
        exit = io.fail("cat: " + path + ABSENT);
      }
    }
    return exit;
  }

  /** Copies a part of a file to the output; says what it did as an error, as everywhere. */
  private int dd(List<String> arguments) {
    Map<String, String> operands = new HashMap<>();
    arguments.forEach(
        operand -> {
          int at = operand.indexOf('=');
          operands.put(operand.substring(0, Math.max(0, at)), operand.substring(at + 1));
        });
    String path = operands.getOrDefault("if", "");
    Optional<byte[]> content = files.read(path);
    if (content.isEmpty()) {
      return io.fail("dd: " + path + ABSENT);
    }
    long block = Long.parseLong(operands.getOrDefault("bs", "512"));
    long from = block * Long.parseLong(operands.getOrDefault("skip", "0"));
    long length = block * Long.parseLong(operands.getOrDefault("count", "2147483647"));
    byte[] bytes = content.get();
    int start = (int) Math.min(from, bytes.length);
    int end = (int) Math.min(start + length, bytes.length);
    io.out().writeBytes(Arrays.copyOfRange(bytes, start, end));
    io.fail((end - start) + " bytes copied");
    return 0;
  }

  private static List<String> paths(List<String> arguments) {
    return arguments.stream().filter(path -> !path.startsWith("-")).toList();
  }

  private static boolean hasFlag(List<String> arguments, char flag) {
    return arguments.stream()
        .anyMatch(
            argument ->
                argument.startsWith("-")
                    && !argument.startsWith("--")
                    && argument.indexOf(flag) > 0);
  }

  private int ls(List<String> arguments) {
    List<String> paths = paths(arguments);
    int exit = 0;
    for (String path : paths.isEmpty() ? List.of("/") : paths) {
      if (files.isDirectory(path) && !hasFlag(arguments, 'd')) {
        list(path, arguments);
      } else if (files.entry(path).isPresent()) {
        io.print(line(path, path, arguments));
      } else {
        exit = io.fail("ls: " + path + ABSENT);
      }
    }
    return exit;
  }

  private void list(String directory, List<String> arguments) {
    List<String> names = new ArrayList<>(files.list(directory));
    if (hasFlag(arguments, 't')) {
      names.sort(
          Comparator.comparing((String name) -> modified(directory + "/" + name)).reversed());
    }
    if (hasFlag(arguments, 'r')) {
      names = names.reversed();
    }
    names.forEach(name -> io.print(line(name, directory + "/" + name, arguments)));
  }

  private Instant modified(String path) {
    return files.entry(path).map(Entry::modified).orElse(Instant.EPOCH);
  }

  private String line(String shown, String path, List<String> arguments) {
    Optional<Entry> entry = files.entry(path);
    if (!hasFlag(arguments, 'l') || entry.isEmpty()) {
      return shown + "\n";
    }
    return (entry.get().directory() ? "drwxrwx--x" : "-rw-rw----")
        + " 1 u0_a1 media_rw "
        + entry.get().size()
        + " "
        + LISTED_TIME.format(entry.get().modified())
        + " "
        + shown
        + "\n";
  }

  private int rm(List<String> arguments) {
    boolean force = hasFlag(arguments, 'f');
    boolean recursive = hasFlag(arguments, 'r') || hasFlag(arguments, 'R');
    int exit = 0;
    for (String path : paths(arguments)) {
      if (files.isDirectory(path) && !recursive) {
        exit = io.fail("rm: " + path + ": is a directory");
      } else if (!files.delete(path) && !force) {
        exit = io.fail("rm: " + path + ABSENT);
      }
    }
    return exit;
  }

  private int mkdir(List<String> arguments) {
    int exit = 0;
    for (String path : paths(arguments)) {
      if (files.entry(path).isPresent() && !hasFlag(arguments, 'p')) {
        exit = io.fail("mkdir: '" + path + "': File exists");
      } else {
        files.makeDirectory(path);
      }
    }
    return exit;
  }

  /** Takes {@code -t [[CC]YY]MMDDhhmm[.ss]} with the whole year, and {@code -d @SECONDS}. */
  private int touch(List<String> arguments) {
    Instant time = now;
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.matches("-[acm]*[td]") && i + 1 < arguments.size()) {
        i++;
        Optional<Instant> told = time(arguments.get(i));
        if (told.isEmpty()) {
          return io.fail("touch: bad date '" + arguments.get(i) + "'");
        }
        time = told.get();
      } else if (!argument.startsWith("-")) {
        paths.add(argument);
      }
    }
    for (String path : paths) {
      if (files.entry(path).isPresent() || !hasFlag(arguments, 'c')) {
        files.touch(path, time);
      }
    }
    return 0;
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(
          text.matches("@\\d{1,12}")
              ? Instant.ofEpochSecond(Long.parseLong(text.substring(1)))
              : text.matches("\\d{12}(\\.\\d\\d)?")
                  ? LocalDateTime.parse(text, TOUCH_TIME).toInstant(ZoneOffset.UTC)
                  : LocalDateTime.parse(text.replace(' ', 'T').replaceFirst("Z$", ""))
                      .toInstant(ZoneOffset.UTC));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  private int copy(boolean move, List<String> arguments) {
    List<String> paths = paths(arguments);
    if (paths.size() != 2) {
      return io.fail("usage: cp SOURCE TARGET");
    }
    Optional<byte[]> content = files.read(paths.getFirst());
    if (content.isEmpty()) {
      return io.fail("cp: " + paths.getFirst() + ABSENT);
    }
    String target = paths.get(1);
    if (files.isDirectory(target)) {
      target += paths.getFirst().substring(paths.getFirst().lastIndexOf('/'));
    }
    files.write(target, content.get());
    if (move) {
      files.delete(paths.getFirst());
    }
    return 0;
  }

  private int test(List<String> arguments) {
    List<String> terms =
        !arguments.isEmpty() && arguments.getLast().equals("]")
            ? arguments.subList(0, arguments.size() - 1)
            : arguments;
    if (!terms.isEmpty() && terms.getFirst().equals("!")) {
      return 1 - Math.min(1, test(terms.subList(1, terms.size())));
    }
    if (terms.size() == 2) {
      Optional<Entry> entry = files.entry(terms.get(1));
      return switch (terms.getFirst()) {
        case "-e" -> entry.isPresent() ? 0 : 1;
        case "-f" -> entry.isPresent() && !entry.get().directory() ? 0 : 1;
        case "-d" -> entry.isPresent() && entry.get().directory() ? 0 : 1;
        case "-s" -> entry.isPresent() && entry.get().size() > 0 ? 0 : 1;
        case "-n" -> terms.get(1).isEmpty() ? 1 : 0;
        case "-z" -> terms.get(1).isEmpty() ? 0 : 1;
        default -> 2;
      };
    }
    if (terms.size() == 3) {
      boolean equal = terms.getFirst().equals(terms.get(2));
      return switch (terms.get(1)) {
        case "=", "==", "-eq" -> equal ? 0 : 1;
        case "!=", "-ne" -> equal ? 1 : 0;
        default -> 2;
      };
    }
    return terms.size() == 1 && !terms.getFirst().isEmpty() ? 0 : 1;
  }

  private int stat(List<String> arguments) {
    String path = arguments.isEmpty() ? "" : arguments.getLast();
    Optional<Entry> entry = files.entry(path);
    if (entry.isEmpty()) {
      return io.fail("stat: '" + path + "'" + ABSENT);
    }
    if (arguments.size() == 3 && arguments.getFirst().equals("-c")) {
      return io.print(
          arguments
                  .get(1)
                  .replace("%s", Integer.toString(entry.get().size()))
                  .replace("%Y", Long.toString(entry.get().modified().getEpochSecond()))
                  .replace("%n", path)
              + "\n");
    }
    return io.print("  File: " + path + "\n  Size: " + entry.get().size() + "\n");
  }
}
