import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Checks or rewrites the format of every Java source below a folder: {@code Format check|write
 * FOLDER}. Build output and generated code ({@code target}, {@code java-gen}) are left alone. Exit
 * status 1 when a checked file is not formatted.
 */
final class Format {
  private static final Set<String> LEFT_ALONE =
      Set.of("target", "java-gen", "node_modules", ".git");

  public static void main(String[] args) throws Exception {
    boolean write = args[0].equals("write");
    Path root = Path.of(args[1]);
    Formatter formatter = new Formatter();
    List<Path> unformatted = new ArrayList<>();
    List<Path> sources = sourcesBelow(root);
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
      System.err.println("Not formatted; run `mvn -pl build validate exec:exec@format`:");
      unformatted.forEach(path -> System.err.println("  " + path));
      System.exit(1);
    }
    System.out.println(
        (write ? "formatted " + unformatted.size() + " of " : "format checked in ")
            + sources.size()
            + " files");
  }

  /** Does not look into the output of builds, which may run meanwhile. */
  private static List<Path> sourcesBelow(Path root) throws IOException {
    List<Path> sources = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return LEFT_ALONE.contains(folder.getFileName().toString()) && !folder.equals(root)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              sources.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(sources);
    return sources;
  }
}
