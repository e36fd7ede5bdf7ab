package dev.drover.bootstrap.cli.profile;

import dev.drover.bootstrap.config.ConfigurationError;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.diff.ScreenDiff;
import dev.drover.device.profile.diff.ScreenDiff.Change;
import dev.drover.device.profile.diff.ScreenDiff.Line;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares what an app profile finds on the saved screens of two versions of an app. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compares what an app profile finds on the screens of an app's old and new version.",
      "Both folders have saved screens (*.xml); screens of one file name are compared with each"
          + " other."
    },
    footer = {
      "",
      "Exit code 0: nothing is lost; 1: something is; 2: a folder, the home or the profile can't be"
          + " read.",
      "",
      "Example:",
      "  drover profile diff screens-34/ screens-35/"
    })
public final class ProfileDiff implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "OLD", description = "The folder of the old version.")
  private @Nullable Path oldFolder;

  @Parameters(index = "1", paramLabel = "NEW", description = "The folder of the new version.")
  private @Nullable Path newFolder;

  @Option(names = "--all", description = "Also lists what is the same.")
  private boolean all;

  @Mixin private final ProfileFlags flags = new ProfileFlags();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    ScreenDiff diff =
        diff(
            flags.load(flags.profiles()),
            Objects.requireNonNull(oldFolder),
            Objects.requireNonNull(newFolder));
    diff.leftOut().forEach(reason -> out.println("left out: " + reason));
    out.print(table(diff));
    out.printf(
        "%d screens of the old version, %d of the new: %d the same, %d lost, %d moved, %d"
            + " reworded, %d new%n",
        diff.oldScreens(),
        diff.newScreens(),
        diff.count(Change.SAME),
        diff.count(Change.LOST),
        diff.count(Change.MOVED),
        diff.count(Change.REWORDED),
        diff.count(Change.NEW));
    out.flush();
    return diff.count(Change.LOST) == 0 ? 0 : 1;
  }

  private ScreenDiff diff(AppProfile loaded, Path before, Path after) {
    try {
      ScreenDiff diff = ScreenDiff.of(loaded, before, after, flags.argument());
      requireScreens(before, diff.oldScreens());
      requireScreens(after, diff.newScreens());
      return diff;
    } catch (IOException unreadable) {
      throw new ConfigurationError(
          before + " and " + after + " can't be compared: " + unreadable.getMessage());
    }
  }

  /** An empty folder must not look like an app that has lost everything, or nothing. */
  private static void requireScreens(Path folder, int screens) {
    if (screens == 0) {
      throw new ConfigurationError(
          folder + " has no screen; save some by uiautomator dump as *.xml");
    }
  }

  private String table(ScreenDiff diff) {
    List<Line> shown =
        diff.lines().stream().filter(line -> all || line.change() != Change.SAME).toList();
    int width = shown.stream().mapToInt(line -> line.element().length()).max().orElse(1);
    StringBuilder table = new StringBuilder();
    for (Change change : Change.values()) {
      for (Line line : shown) {
        if (line.change() == change) {
          table.append(
              String.format(
                  "%-" + width + "s  %-8s  %s%n",
                  line.element(),
                  change.name().toLowerCase(Locale.ROOT),
                  line.screens()));
          line.details().forEach(detail -> table.append("    ").append(detail).append('\n'));
        }
      }
    }
    return table.toString();
  }
}
