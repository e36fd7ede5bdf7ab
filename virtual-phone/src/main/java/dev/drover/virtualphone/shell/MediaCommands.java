package dev.drover.virtualphone.shell;

import dev.drover.virtualphone.phone.Phone;
import dev.drover.virtualphone.system.MediaFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program {@code content}, for the media store only. */
final class MediaCommands {
  private static final Pattern ADDRESS =
      Pattern.compile(
          "content://media(?:/(?:external|external_primary|internal)"
              + "/(video|images|file)(?:/media)?(?:/(\\d{1,9}))?)?/?");

  private static final int FIRST_API_WITH_SCAN = 29;

  private final Phone phone;
  private final CommandIo io;

  MediaCommands(Phone phone, CommandIo io) {
    this.phone = phone;
    this.io = io;
  }

  int run(List<String> arguments) {
    String command = arguments.isEmpty() ? "" : arguments.getFirst();
    Map<String, String> options = new HashMap<>();
    for (int i = 1; i + 1 < arguments.size(); i += 2) {
      options.put(arguments.get(i), arguments.get(i + 1));
    }
    Matcher address = ADDRESS.matcher(options.getOrDefault("--uri", ""));
    if (!address.matches()) {
      return io.fail(
          "[ERROR] Could not find provider: "
              + options.getOrDefault("--uri", "").replaceFirst("content://([^/]*).*", "$1"));
    }
    try {
      return switch (command) {
        case "query" -> query(chosen(address, options), options);
        case "delete" -> {
          chosen(address, options).forEach(phone.media()::delete);
          yield 0;
        }
        case "call" -> call(options);
        default -> io.fail("[ERROR] Unsupported operation: " + command);
      };
    } catch (MediaQuery.Malformed malformed) {
      return refuse("android.database.sqlite.SQLiteException: " + malformed.reason());
    }
  }

  private int refuse(String exception) {
    return io.fail("Error while accessing provider:media\n" + exception);
  }

  private List<MediaFile> chosen(Matcher address, Map<String, String> options)
      throws MediaQuery.Malformed {
    String table = Optional.ofNullable(address.group(1)).orElse("");
    String id = Optional.ofNullable(address.group(2)).orElse("");
    List<MediaFile> files =
        phone.media().all().stream()
            .filter(
                file ->
                    switch (table) {
                      case "video" -> file.kind() == MediaFile.Kind.VIDEO;
                      case "images" -> file.kind() == MediaFile.Kind.IMAGE;
                      default -> table.equals("file");
                    })
            .filter(file -> id.isEmpty() || id.equals(Integer.toString(file.id())))
            .toList();
    return MediaQuery.matching(files, options.getOrDefault("--where", ""));
  }

  private int query(List<MediaFile> files, Map<String, String> options)
      throws MediaQuery.Malformed {
    String sort = options.getOrDefault("--sort", "");
    List<MediaFile> ordered = new ArrayList<>(files);
    if (sort.startsWith("date_")) {
      ordered.sort(Comparator.comparing(MediaFile::modified));
    }
    if (sort.toUpperCase(Locale.ROOT).endsWith(" DESC")) {
      ordered = ordered.reversed();
    }
    if (ordered.isEmpty()) {
      return io.print("No result found.\n");
    }
    for (int i = 0; i < ordered.size(); i++) {
      io.print("Row: " + i + " " + columns(MediaQuery.row(ordered.get(i)), options) + "\n");
    }
    return 0;
  }

  private static String columns(Map<String, String> row, Map<String, String> options)
      throws MediaQuery.Malformed {
    String projection = options.getOrDefault("--projection", String.join(":", row.keySet()));
    List<String> columns = new ArrayList<>();
    for (String name : projection.split(":")) {
      String value = row.get(name);
      if (value == null) {
        throw new MediaQuery.Malformed("no such column: " + name);
      }
      columns.add(name + "=" + value);
    }
    return String.join(", ", columns);
  }

  private int call(Map<String, String> options) {
    String method = options.getOrDefault("--method", "");
    boolean known = method.equals("scan_file") || method.equals("scan_volume");
    if (phone.apiLevel() < FIRST_API_WITH_SCAN || !known) {
      return refuse("java.lang.UnsupportedOperationException: Unsupported call: " + method);
    }
    phone.media().scan(method.equals("scan_file") ? options.getOrDefault("--arg", "") : "/sdcard");
    return io.print("Result: Bundle[{android.intent.extra.STREAM=null}]\n");
  }
}
