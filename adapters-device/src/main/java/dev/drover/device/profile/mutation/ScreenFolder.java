package dev.drover.device.profile.mutation;

import dev.drover.device.hierarchy.HierarchyParser;
import dev.drover.device.hierarchy.HierarchyUnreadable;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.AppProfile;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The saved screens of a folder.
 *
 * @param trials one for each screen of the profile's app on which something is found
 * @param leftOut the names of the other files, each with the reason
 */
public record ScreenFolder(List<ScreenTrial> trials, List<String> leftOut) {
  public ScreenFolder {
    trials = List.copyOf(trials);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Reads a folder, without those in it.
   *
   * @param arguments what stands for {@code {}} in the profile's texts
   * @throws IOException if the folder can't be read; a retry may succeed
   */
  public static ScreenFolder read(Path folder, AppProfile profile, List<String> arguments)
      throws IOException {
    List<ScreenTrial> trials = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (Path file : files(folder)) {
      String name = file.getFileName().toString();
      try {
        UiTree screen = screen(Files.readString(file));
        ScreenTrial trial =
            new ScreenTrial(profile, LabelledScreen.by(profile, name, screen, arguments));
        if (!isOf(profile, screen)) {
          leftOut.add(name + " is a screen of another app");
        } else if (trial.size() == 0) {
          leftOut.add(name + " has nothing that the profile finds");
        } else {
          trials.add(trial);
        }
      } catch (HierarchyUnreadable | MalformedInputException noScreen) {
        leftOut.add(name + " is no screen: " + noScreen.getMessage());
      }
    }
    return new ScreenFolder(trials, leftOut);
  }

  /**
   * Reads a saved screen. What uiautomator says of itself may stand before and after it.
   *
   * @throws HierarchyUnreadable if it is none
   */
  public static UiTree screen(String text) throws HierarchyUnreadable {
    int start = Math.max(0, text.indexOf('<'));
    int end = Math.max(start, text.lastIndexOf('>') + 1);
    return new HierarchyParser().parse(text.substring(start, end));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static boolean isOf(AppProfile profile, UiTree screen) {
    return screen.nodes().stream()
        .anyMatch(
            node ->
                profile.packages().stream()
                    .anyMatch(app -> app.value().equals(node.packageName())));
  }
}
