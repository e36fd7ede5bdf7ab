package dev.drover.bootstrap.cli.profile;

import dev.drover.application.port.device.ProfileRepairs.Figures;
import dev.drover.application.port.device.ProfileRepairs.Proposal;
import dev.drover.application.port.device.ProfileRepairs.Repair;
import dev.drover.application.port.device.ProfileRepairs.Request;
import dev.drover.application.port.device.ProfileRepairs.Stored;
import dev.drover.application.port.device.ProfileRepairs.Unfit;
import dev.drover.bootstrap.config.ConfigurationError;
import dev.drover.device.profile.AppProfiles;
import dev.drover.device.profile.repair.TrialRepairs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proposes how an app profile finds an element again that it does not find on a saved screen. */
@Command(
    name = "repair",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Proposes how an app profile finds an element again that it does not find on a saved screen.",
      "Each way is tried on that screen, on your other saved screens, and on changes of them. What"
          + " you accept is added to your own file in the home; nothing is written without --write."
    },
    footer = {
      "",
      "Exit code 0: there is a proposal that names nothing wrongly, is not weak and is not only"
          + " guessed; 1: there is none;",
      "2: the screen, the folder, the home or the profile can't be read.",
      "",
      "Examples:",
      "  drover profile repair screen.xml --element profile.follow_button",
      "  drover profile repair screen.xml --element profile.follow_button --at \"Keep up\"",
      "                                           the one that says Keep up is meant",
      "  drover profile repair screen.xml --element profile.follow_button --screens old/ --write"
    })
public final class ProfileRepair implements Callable<Integer> {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /** A larger file is no screen. */
  private static final long LARGEST = 4 * 1024 * 1024;

  @Parameters(paramLabel = "FILE.xml", description = "The screen, as uiautomator dumps it.")
  private @Nullable Path file;

  @Option(
      names = "--element",
      required = true,
      paramLabel = "NAME",
      description = "The element that is not found, as the failed task names it.")
  private String element = "";

  @Option(
      names = "--at",
      paramLabel = "WHICH",
      description =
          "Which one on the screen it is: its words, its resource id, or a place in pixels such as"
              + " 540,1200 (default: whatever is likeliest).")
  private @Nullable String at;

  @Option(
      names = "--screens",
      paramLabel = "FOLDER",
      description =
          "Other saved screens of the app, also of before its update: what the element was there"
              + " tells what it is now, and each proposal is tried on them.")
  private @Nullable Path folder;

  @Option(
      names = "--write",
      description =
          "Adds the first proposal to your file, if it names nothing wrongly and is not weak.")
  private boolean write;

  @Mixin private final ProfileFlags flags = new ProfileFlags();

  @Spec private @Nullable CommandSpec spec;

  private final Clock clock = Clock.systemUTC();

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    AppProfiles own = flags.profiles();
    Instant end = clock.instant().plus(LONGEST);
    Repair repair;
    try {
      repair =
          new TrialRepairs(own)
              .propose(
                  new Request(
                      text(Objects.requireNonNull(file)),
                      flags.given(),
                      element,
                      Optional.ofNullable(at),
                      flags.argument(),
                      flags.locale(),
                      stored(),
                      Optional.empty(),
                      () -> clock.instant().isAfter(end)));
    } catch (Unfit unfit) {
      throw new ConfigurationError(option(unfit.part()) + " " + unfit.getMessage());
    }
    out.print(told(repair));
    Optional<Proposal> first = repair.proposals().stream().findFirst();
    boolean good =
        first.filter(one -> namesNothingWrongly(one) && !one.weak()).isPresent()
            && !repair.guessed();
    if (good && write) {
      write(own.text(repair.profile()), first.orElseThrow());
      out.println(
          "written to "
              + own.text(repair.profile()).file()
              + "; it counts from the next"
              + " task on");
    } else if (good) {
      out.println(
          "To apply the first, run this again with --write, or add its lines to "
              + own.text(repair.profile()).file()
              + ". Nothing was changed.");
    } else if (write) {
      out.println(
          "Nothing was written: "
              + (first.isEmpty()
                  ? "there is no proposal."
                  : repair.guessed()
                      ? "which thing it is was only guessed. Say it by --at, or give --screens."
                      : first.filter(Proposal::weak).isPresent()
                          ? "the first proposal is weak: it goes by kind and place alone, and no"
                              + " stored screen shows that they stay. Give --screens, or write it"
                              + " by hand."
                          : "the first proposal names something wrongly. Say by --at which one is"
                              + " meant, or write it by hand."));
    }
    out.flush();
    return good ? 0 : 1;
  }

  private String option(Unfit.Part part) {
    return switch (part) {
      case SCREEN -> String.valueOf(file);
      case PROFILE -> "--app:";
      case ELEMENT -> "--element:";
      case AT -> "--at:";
      case LOCALE -> "--locale:";
    };
  }

  private static boolean namesNothingWrongly(Proposal proposal) {
    return proposal.stored().wrong() + proposal.changed().wrong() == 0;
  }

  private static String told(Repair repair) {
    StringBuilder text = new StringBuilder();
    text.append("profile: ")
        .append(repair.profile())
        .append(", words of ")
        .append(repair.locale())
        .append("; the screen shows ")
        .append(
            repair.pages().isEmpty()
                ? "no page that the profile knows"
                : String.join(", ", repair.pages()))
        .append('\n');
    repair.notes().forEach(note -> text.append(note).append('\n'));
    int number = 0;
    for (Proposal proposal : repair.proposals()) {
      number++;
      text.append('\n')
          .append(number)
          .append(". ")
          .append(repair.element())
          .append(" is ")
          .append(proposal.node())
          .append(", by ")
          .append(proposal.candidate())
          .append("\n   stored screens: ")
          .append(told(proposal.stored()));
      if (proposal.newlyFound() > 0) {
        text.append("; finds something on ")
            .append(proposal.newlyFound())
            .append(" more, where nothing is found now");
      }
      text.append("\n   changed screens: ").append(told(proposal.changed())).append('\n');
      if (proposal.weak()) {
        text.append(
            "   WEAK it goes by kind and place alone, and no stored screen shows that they stay\n");
      }
      proposal.mistakes().forEach(mistake -> text.append("   WRONG ").append(mistake).append('\n'));
      proposal.diff().lines().forEach(line -> text.append("   ").append(line).append('\n'));
    }
    return text.append('\n').toString();
  }

  private static String told(Figures figures) {
    return "right on %d, missed on %d, wrong on %d"
        .formatted(figures.right(), figures.missed(), figures.wrong());
  }

  /** Writes beside the file first, so that a server never reads half of it. */
  private static void write(AppProfiles.Text before, Proposal proposal) {
    Path target = before.file();
    try {
      if (Files.exists(target)) {
        target = target.toRealPath();
      } else {
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
      }
      Path beside =
          Files.createTempFile(Objects.requireNonNull(target.getParent()), ".repair", ".yaml");
      try {
        Files.writeString(beside, proposal.after());
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException refused) {
      throw new ConfigurationError(target + " can't be written: " + refused);
    }
  }

  private List<Stored> stored() {
    if (folder == null) {
      return List.of();
    }
    List<Stored> stored = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path one : files.filter(Files::isRegularFile).sorted().toList()) {
        if (Files.size(one) <= LARGEST && one.toString().endsWith(".xml")) {
          stored.add(new Stored(String.valueOf(one.getFileName()), text(one)));
        }
      }
    } catch (IOException unreadable) {
      throw new ConfigurationError(folder + " can't be read: " + unreadable);
    }
    return stored;
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw new ConfigurationError(file + " is too large for a screen");
      }
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new ConfigurationError(file + " can't be read as a screen: " + unreadable.getMessage());
    }
  }
}
