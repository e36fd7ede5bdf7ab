package dev.drover.device.profile.diff;

import dev.drover.device.hierarchy.Bounds;
import dev.drover.device.hierarchy.HierarchyUnreadable;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.Selector;
import dev.drover.device.profile.mutation.ScreenFolder;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a profile finds on the saved screens of one version of an app.
 *
 * @param found the finds of each element by the screen's file, in their order
 * @param screens how many screens were read
 * @param leftOut the files that are no screens, with the reasons
 */
record ScreenSet(Map<String, Map<String, Found>> found, int screens, List<String> leftOut) {
  /** More files than this are a wrong folder. */
  static final int MOST_FILES = 500;

  /** The largest dumps of real phones have some hundred kilobytes. */
  private static final long LARGEST = 8L * 1024 * 1024;

  /**
   * An element on a screen.
   *
   * @param node the first, of several that are wanted
   * @param x the centre in thousandths of the screen
   */
  record Found(String candidate, UiNode node, int x, int y) {
    static Found of(Selector.Match match, UiTree screen) {
      UiNode node = match.nodes().getFirst();
      Bounds whole = screen.screen();
      return new Found(
          match.candidate(),
          node,
          thousandths(node.bounds().centerX(), whole.right()),
          thousandths(node.bounds().centerY(), whole.bottom()));
    }

    private static int thousandths(int part, int whole) {
      return whole <= 0 ? 0 : Math.clamp(part * 1000L / whole, 0, 1000);
    }
  }

  /**
   * Reads the files of a folder that end in {@code .xml}, without those in folders below it.
   *
   * @param argument what stands for {@code {}} in the profile's texts
   * @throws IOException if the folder can't be read, or has more than {@link #MOST_FILES} files
   */
  static ScreenSet read(Path folder, AppProfile profile, Optional<String> argument)
      throws IOException {
    Map<String, Map<String, Found>> found = new LinkedHashMap<>();
    List<String> leftOut = new ArrayList<>();
    int screens = 0;
    for (Path file : files(folder)) {
      String name = file.getFileName().toString();
      try {
        if (Files.size(file) > LARGEST) {
          leftOut.add(name + " is larger than any screen");
          continue;
        }
        UiTree screen = ScreenFolder.screen(Files.readString(file));
        screens++;
        finds(profile, screen, argument)
            .forEach(
                (element, find) ->
                    found.computeIfAbsent(element, _ -> new LinkedHashMap<>()).put(name, find));
      } catch (HierarchyUnreadable | MalformedInputException noScreen) {
        leftOut.add(name + " is no screen: " + noScreen.getMessage());
      }
    }
    return new ScreenSet(found, screens, leftOut);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> screens =
          files
              .filter(file -> file.getFileName().toString().endsWith(".xml"))
              .filter(Files::isRegularFile)
              .sorted()
              .limit(MOST_FILES + 1L)
              .toList();
      if (screens.size() > MOST_FILES) {
        throw new IOException("there are more than " + MOST_FILES + " screens in it");
      }
      return screens;
    }
  }

  /** What can't be decided counts as not found, as for a task. */
  private static Map<String, Found> finds(
      AppProfile profile, UiTree screen, Optional<String> argument) {
    Map<String, Found> finds = new LinkedHashMap<>();
    AppProfile.Look look = profile.on(screen);
    for (String element : profile.elementNames()) {
      if (argument.isPresent() || !profile.selector(element).takesArgument()) {
        try {
          look.findAll(element, argument.orElse(""))
              .filter(match -> match.several() || match.nodes().size() == 1)
              .ifPresent(match -> finds.put(element, Found.of(match, screen)));
        } catch (Selector.Ambiguous several) {
          // Not decided, so not found.
        }
      }
    }
    return finds;
  }
}
