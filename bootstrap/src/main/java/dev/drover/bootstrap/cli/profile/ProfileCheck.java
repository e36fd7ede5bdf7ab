package dev.drover.bootstrap.cli.profile;

import dev.drover.bootstrap.config.ConfigurationError;
import dev.drover.device.hierarchy.HierarchyUnreadable;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.AppProfiles;
import dev.drover.device.profile.ProfileOrigin;
import dev.drover.device.profile.ProfileReport;
import dev.drover.device.profile.ProfileReport.Finding;
import dev.drover.device.profile.mutation.MutationReport;
import dev.drover.device.profile.mutation.ScreenFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what an app profile finds on a saved screen: for repairing it after an app update. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows which elements an app profile finds on a saved screen, by which candidate, and where.",
      "A screen is saved by `adb shell uiautomator dump --compressed /sdcard/s.xml`; a failed task"
          + " keeps one as screen.xml."
    },
    footer = {
      "",
      "Exit code 0: nothing is ambiguous, or wrong; 1: something is, or an element of your file"
          + " changes nothing;",
      "2: the file, the folder, the home or the profile can't be read.",
      "",
      "Examples:",
      "  drover profile check screen.xml",
      "  drover profile check screen.xml --for mila.cooks   {} in the profile stands for"
          + " mila.cooks",
      "  drover profile check --mutate screens/   whether it still finds the same on those"
          + " screens,",
      "                                           changed as updates and other phones change them"
    })
public final class ProfileCheck implements Callable<Integer> {
  private static final int MOST_PLACES = 6;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE.xml",
      description = "A screen's hierarchy, as uiautomator dumps it.")
  private @Nullable Path file;

  @Option(
      names = "--page",
      paramLabel = "PAGE",
      description =
          "Looks for the elements of this page even if nothing shows that the screen is it; more"
              + " than once for several.")
  private Set<String> pages = Set.of();

  @Option(
      names = "--mutate",
      paramLabel = "FOLDER",
      description =
          "In the place of a file: changes the screens of a folder in many ways, and tells how"
              + " much the profile still finds, and what it takes for another thing.")
  private @Nullable Path folder;

  @Option(
      names = "--screens",
      paramLabel = "N",
      defaultValue = "2000",
      description = "How many changed screens --mutate makes (default: ${DEFAULT-VALUE}).")
  private int changedScreens = 2_000;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Chooses other changes (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--all",
      description =
          "Also lists what is not on this screen, of pages that this is not, and of no page.")
  private boolean all;

  @Mixin private final ProfileFlags flags = new ProfileFlags();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if ((file == null) == (folder == null)) {
      throw new ConfigurationError("give either FILE.xml or --mutate FOLDER");
    }
    Optional<UiTree> screen = Optional.ofNullable(file).map(ProfileCheck::screen);
    AppProfiles profiles = flags.profiles();
    AppProfile loaded = flags.load(profiles);
    ProfileOrigin origin = profiles.origin(flags.name());
    out.print(origin(origin));
    if (screen.isEmpty()) {
      return mutate(Objects.requireNonNull(folder), loaded, out);
    }
    ProfileReport report = ProfileReport.of(loaded, screen.get(), flags.argument(), pages);
    out.print(table(report, all));
    out.flush();
    return idle(origin).isEmpty()
            && report.elements().stream().noneMatch(line -> line.finding() == Finding.AMBIGUOUS)
        ? 0
        : 1;
  }

  private int mutate(Path screens, AppProfile loaded, PrintWriter out) {
    try {
      ScreenFolder read =
          ScreenFolder.read(screens, loaded, flags.argument().map(List::of).orElse(List.of()));
      read.leftOut().forEach(reason -> out.println("left out: " + reason));
      if (read.trials().isEmpty()) {
        throw new ConfigurationError(
            screens + " has no screen on which the profile " + flags.name() + " finds anything");
      }
      MutationReport report = MutationReport.of(read.trials(), changedScreens, seed);
      out.print(report);
      report.wrong().forEach(wrong -> out.println("WRONG " + wrong));
      out.flush();
      return report.wrong().isEmpty() ? 0 : 1;
    } catch (IOException unreadable) {
      throw new ConfigurationError(screens + " can't be read: " + unreadable);
    }
  }

  private String origin(ProfileOrigin origin) {
    String said =
        switch (origin) {
          case ProfileOrigin.Shipped(Path missing) -> "shipped; there is no " + missing;
          case ProfileOrigin.Own(Path own) -> own + " alone, since it has \"packages\"";
          case ProfileOrigin.Changed(Path own, List<String> changes, _) ->
              "shipped, changed by " + own + " (" + String.join(", ", changes) + ")";
        };
    StringBuilder lines = new StringBuilder("profile: " + flags.name() + ", " + said + "\n");
    idle(origin).forEach(message -> lines.append(message).append('\n'));
    return lines.toString();
  }

  private static List<String> idle(ProfileOrigin origin) {
    return switch (origin) {
      case ProfileOrigin.Changed changed -> changed.idle();
      case ProfileOrigin.Shipped _, ProfileOrigin.Own _ -> List.of();
    };
  }

  private static UiTree screen(Path file) {
    try {
      return ScreenFolder.screen(Files.readString(file));
    } catch (IOException | HierarchyUnreadable unreadable) {
      throw new ConfigurationError(file + " can't be read as a screen: " + unreadable.getMessage());
    }
  }

  private static String table(ProfileReport report, boolean all) {
    StringBuilder table = new StringBuilder();
    table.append("pages: ").append(listed(report.pages())).append('\n');
    report.obstacles().forEach(obstacle -> table.append(obstacle).append('\n'));
    int width =
        report.elements().stream().mapToInt(line -> line.element().length()).max().orElse(1);
    for (ProfileReport.Line line : report.elements()) {
      String word =
          switch (line.finding()) {
            case FOUND -> "found";
            case ALL_FOUND -> "found " + line.places().size();
            case AMBIGUOUS -> "AMBIGUOUS";
            case LEFT_OUT -> "left out";
            case ABSENT, OTHER_PAGE, NOT_ASKED -> "";
          };
      if (!word.isEmpty()) {
        table.append(
            String.format("%-" + width + "s  %-9s  %s%n", line.element(), word, line.candidate()));
        line.places().stream()
            .limit(MOST_PLACES)
            .forEach(place -> table.append("    ").append(place).append('\n'));
      }
    }
    append(
        table,
        "not on this screen: ",
        absent(report).filter(line -> all || report.isOfShownPage(line.element())).toList());
    append(
        table,
        "not looked for without --for TEXT: ",
        report.elements().stream().filter(line -> line.finding() == Finding.NOT_ASKED).toList());
    List<ProfileReport.Line> elsewhere =
        report.elements().stream().filter(line -> line.finding() == Finding.OTHER_PAGE).toList();
    if (all) {
      append(table, "of pages that this is not: ", elsewhere);
    } else {
      long general = absent(report).filter(line -> !report.isOfShownPage(line.element())).count();
      table.append(
          String.format(
              "left out: %d elements of other pages, and %d of no page that are not here; --all"
                  + " lists them%n",
              elsewhere.size(), general));
    }
    return table.toString();
  }

  private static Stream<ProfileReport.Line> absent(ProfileReport report) {
    return report.elements().stream().filter(line -> line.finding() == Finding.ABSENT);
  }

  private static void append(StringBuilder table, String title, List<ProfileReport.Line> lines) {
    table
        .append(title)
        .append(listed(lines.stream().map(ProfileReport.Line::element).toList()))
        .append('\n');
  }

  private static String listed(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
