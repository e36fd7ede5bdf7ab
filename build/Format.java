import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks or rewrites the format of every Java source below a folder: {@code Format check|write
 * FOLDER}. Build output and generated code ({@code target}, {@code java-gen}) are left alone. Exit
 * status 1 when a checked file is not formatted.
 */
final class Format {
  public static void main(String[] args) throws Exception {
    boolean write = args[0].equals("write");
    Path root = Path.of(args[1]);
    Formatter formatter = new Formatter();
    List<Path> unformatted = new ArrayList<>();
    List<Path> sources;
    try (var paths = Files.walk(root)) {
      sources = paths.filter(path -> isOurs(root.relativize(path))).sorted().toList();
    }
    for (Path source : sources) {
      String before = Files.readString(source);
      String withoutUnused = RemoveUnusedImports.removeUnusedImports(before);
      String ordered =
          ImportOrderer.reorderImports(withoutUnused, JavaFormatterOptions.Style.GOOGLE);
      String after = formatter.formatSource(ordered);
      if (!after.equals(before)) {
        unformatted.add(root.relativize(source));
        if (write) {
          Files.writeString(source, after);
        }
      }
    }
    if (!write && !unformatted.isEmpty()) {
      System.err.println("Not formatted; run `mvn -N validate exec:exec@format`:");
      unformatted.forEach(path -> System.err.println("  " + path));
      System.exit(1);
    }
    System.out.println(
        (write ? "formatted " + unformatted.size() + " of " : "format checked in ")
            + sources.size()
            + " files");
  }

  private static boolean isOurs(Path path) {
    if (!path.toString().endsWith(".java")) {
      return false;
    }
    for (Path part : path) {
      String name = part.toString();
      if (name.equals("target") || name.equals("java-gen") || name.equals("node_modules")) {
        return false;
      }
    }
    return true;
  }
}
