package dev.drover.bootstrap.cli.profile;

import dev.drover.bootstrap.cli.ConfiguredPhones;
import dev.drover.bootstrap.cli.PhoneFlags;
import dev.drover.bootstrap.config.ConfigurationError;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.device.adb.AdbPhones;
import dev.drover.device.adb.PhoneLost;
import dev.drover.device.adb.PhoneSession;
import dev.drover.device.app.Apps;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.AppProfiles;
import dev.drover.device.profile.repair.UnifiedDiff;
import dev.drover.device.screen.PhoneState;
import dev.drover.device.words.AppWords;
import dev.drover.device.words.LabelDiff;
import dev.drover.device.words.LabelProposal;
import dev.drover.device.words.TableUnreadable;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceState;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proposes a language's labels for a profile, as the app on a phone words them. */
@Command(
    name = "words",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Reads the words of an app from its package on a phone, and proposes them as labels of a"
          + " profile.",
      "It prints a diff for your own profile file. It changes no file, and keeps nothing of the"
          + " app."
    },
    footer = {
      "",
      "Exit code 0: the diff, or nothing to change; 1: the app has none of the words in that"
          + " language;",
      "2: the phone, the app or its words can't be reached or read.",
      "",
      "Examples:",
      "  drover profile words R5CT10ABCDE                     TikTok, in the phone's language",
      "  drover profile words R5CT10ABCDE --app instagram --language pl",
      "  drover profile words 192.0.2.7:5555 --language de > de.diff   to look at, then: patch -p0"
          + " < de.diff"
    })
public final class ProfileWords implements Callable<Integer> {
  private static final Pattern LANGUAGE =
      Pattern.compile("[a-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|[0-9]{3}))?");

  @Parameters(arity = "1", paramLabel = "SERIAL", description = "The phone, by serial or address.")
  private String serial = "";

  @Option(
      names = "--app",
      paramLabel = "NAME",
      defaultValue = "tiktok",
      description = "The app, by its profile: tiktok or instagram (default: ${DEFAULT-VALUE}).")
  private String app = "tiktok";

  @Option(
      names = "--language",
      paramLabel = "LANG",
      description = "The language, such as de or pt-BR (default: the phone's).")
  private @Nullable String language;

  @Option(
      names = "--known",
      paramLabel = "LANG",
      defaultValue = "en",
      description =
          "The language of the profile by whose labels the app's strings are known (default:"
              + " ${DEFAULT-VALUE}).")
  private String known = "en";

  @Mixin private final PhoneFlags flags = new PhoneFlags();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
    ServerConfig config = flags.config();
    Path folder = config.home().resolve("profiles");
    AppProfile profile = profile(folder);
    if (!profile.locales().contains(known)) {
      throw new ConfigurationError(
          "--known: the profile has labels of "
              + String.join(", ", profile.locales())
              + ", and not of "
              + known);
    }
    if (language != null && !LANGUAGE.matcher(language).matches()) {
      throw new ConfigurationError("--language: must be such as de or pt-BR, not " + language);
    }
    try (ConfiguredPhones reached = ConfiguredPhones.reach(config);
        PhoneSession phone = phone(reached.phones())) {
      return propose(phone, profile, folder.resolve(app + ".yaml"), out, err);
    } catch (PhoneLost lost) {
      throw new ConfigurationError("phone " + serial + ": " + lost.getMessage());
    }
  }

  private int propose(
      PhoneSession phone, AppProfile profile, Path own, PrintWriter out, PrintWriter err)
      throws IOException {
    PackageName installed = installed(phone, profile);
    PhoneState state = PhoneState.ask(phone, installed);
    String wanted = Optional.ofNullable(language).orElse(state.language());
    if (!LANGUAGE.matcher(wanted).matches()) {
      throw new ConfigurationError(
          "phone " + serial + " names no language; name one, such as --language de");
    }
    AppWords.Found found = found(phone, profile, installed, wanted);
    String version = state.appVersion().map(text -> " " + text).orElse("");
    err.println(
        installed + version + " on phone " + serial + ": " + found.tables() + " string tables");
    if (found.labels().isEmpty()) {
      err.println(nothing(found, installed, wanted));
      return 1;
    }
    LabelProposal proposal = LabelProposal.of(profile, known, wanted, found);
    proposal.notes().forEach(note -> err.println("look at " + note));
    err.println(
        proposal.labels().size()
            + " labels to add or widen, "
            + proposal.known()
            + " as in the profile, "
            + proposal.notFound().size()
            + " that the app has no string for"
            + (proposal.isNew() ? " (they stay as in " + profile.locales().getFirst() + ")" : ""));
    if (!proposal.labels().isEmpty()) {
      print(proposal, own, out);
      err.println("nothing was changed; look at each line, and take what is right into " + own);
    }
    out.flush();
    err.flush();
    return 0;
  }

  private static void print(LabelProposal proposal, Path own, PrintWriter out) throws IOException {
    String before = Files.exists(own) ? Files.readString(own) : "";
    Optional<String> after = LabelDiff.changed(before, proposal.locale(), proposal.labels());
    if (after.isPresent()) {
      out.print(UnifiedDiff.of(own.toString(), before, after.get()));
    } else {
      out.println("# " + own + " is not laid out in lines; put these labels into it by hand");
      out.print(LabelDiff.changed("", proposal.locale(), proposal.labels()).orElseThrow());
    }
  }

  private String nothing(AppWords.Found found, PackageName installed, String wanted) {
    return found.speaks()
        ? installed
            + " has strings in "
            + wanted
            + ", and none of them is a label of the profile: the app may keep its words elsewhere"
        : installed
            + " has no strings in "
            + wanted
            + ". Set the phone to that language, and let the store fetch it, then retry";
  }

  private AppWords.Found found(
      PhoneSession phone, AppProfile profile, PackageName installed, String wanted) {
    try {
      return new AppWords(phone, InstantSource.system())
          .read(installed, profile.labels(known), known, wanted)
          .orElseThrow(() -> notInstalled(profile));
    } catch (TableUnreadable unreadable) {
      throw new ConfigurationError(
          "the words of "
              + installed
              + " on phone "
              + serial
              + " can't be read: "
              + unreadable.getMessage());
    }
  }

  private PackageName installed(PhoneSession phone, AppProfile profile) {
    return profile.packages().stream()
        .filter(name -> PhoneState.ask(phone, name).appVersion().isPresent())
        .findFirst()
        .orElseThrow(() -> notInstalled(profile));
  }

  private ConfigurationError notInstalled(AppProfile profile) {
    return new ConfigurationError(
        "phone "
            + serial
            + " has none of "
            + String.join(", ", profile.packages().stream().map(PackageName::value).toList())
            + " installed; install the app there, or name another by --app");
  }

  private AppProfile profile(Path folder) {
    try {
      return new AppProfiles(folder, Apps.load(ProfileWords.class.getClassLoader())).profile(app);
    } catch (AppProfile.Malformed malformed) {
      throw new ConfigurationError(
          Optional.ofNullable(malformed.getMessage()).orElseGet(malformed::toString));
    }
  }

  private PhoneSession phone(AdbPhones phones) {
    List<Device> there = phones.devices();
    Device wanted =
        there.stream()
            .filter(
                device ->
                    device.serial().value().equals(serial) || device.addresses().contains(serial))
            .findFirst()
            .orElseThrow(
                () ->
                    new ConfigurationError(
                        "there is no phone "
                            + serial
                            + "; there are "
                            + (there.isEmpty()
                                ? "none"
                                : String.join(
                                    ", ",
                                    there.stream()
                                        .map(device -> device.serial().value())
                                        .toList()))));
    if (wanted.state() != DeviceState.ONLINE) {
      throw new ConfigurationError(
          "phone " + serial + " can't be asked: " + wanted.problem().orElse("it is not online"));
    }
    return new PhoneSession(phones.phone(wanted.serial()).orElseThrow(), () -> true);
  }
}
