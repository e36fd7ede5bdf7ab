package dev.drover.bootstrap.cli;

import dev.drover.application.files.OwnerOnlyFile;
import dev.drover.application.files.WriteProtection;
import dev.drover.application.port.license.LicenseSource;
import dev.drover.bootstrap.config.ConfigurationError;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.bootstrap.server.FileLicenseSource;
import dev.drover.bootstrap.server.MachineCode;
import dev.drover.bootstrap.server.NodeIdentity;
import dev.drover.domain.license.License;
import dev.drover.domain.license.LicenseFile;
import dev.drover.domain.license.LicensePlan;
import dev.drover.domain.license.LicensePublicKey;
import dev.drover.domain.license.LicenseRefused;
import dev.drover.domain.license.LicenseSigner;
import dev.drover.domain.license.LicenseStatus;
import dev.drover.domain.license.LicenseStatus.Granted;
import dev.drover.domain.license.LicenseStatus.Refused;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes keys, issues licences and looks at them. */
@Command(
    name = "license",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Signed licence files: docs/licences.md.",
    subcommands = {
      LicenseCommand.Keygen.class,
      LicenseCommand.Issue.class,
      LicenseCommand.Inspect.class
    })
public final class LicenseCommand extends CommandGroup {
  @Command(
      name = "keygen",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Makes a pair of keys for licences. The private one goes into a file that only you can"
            + " read;",
        "keep it off the servers. The public one is printed: it is the setting license.public-key."
      },
      footer = {"", "Example:", "  drover license keygen --out license-signing.key"})
  static final class Keygen implements Callable<Integer> {
    @Option(
        names = "--out",
        paramLabel = "FILE",
        required = true,
        description = "Where the private key goes; must not exist.")
    private @Nullable Path out;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      Path file = Objects.requireNonNull(out);
      LicenseSigner signer = LicenseSigner.generate();
      try {
        OwnerOnlyFile.create(file, signer.text());
      } catch (FileAlreadyExistsException exists) {
        throw new ConfigurationError(
            "--out: "
                + file
                + " exists and is left as it is: licences of the key in it could not be issued any"
                + " more");
      } catch (IOException failed) {
        throw new ConfigurationError("--out: " + file + " can't be written: " + reason(failed));
      }
      PrintWriter output = output(spec);
      output.println("private key  " + file + " (only you can read it; keep it off the servers)");
      output.println("key id       " + signer.publicKey().id());
      output.println("For the servers' drover.yaml:");
      output.println("  license:");
      output.println("    public-key: " + signer.publicKey().text());
      output.flush();
      return 0;
    }
  }

  @Command(
      name = "issue",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Issues a licence.",
      footer = {
        "",
        "Examples:",
        "  drover license issue --key license-signing.key --plan Team --holder \"Example Ltd\""
            + " --out drover.license",
        "  drover license issue --key license-signing.key --plan Pro --holder Ann --expires"
            + " 2027-12-31 \\",
        "      --machine 0123456789abcdef --out ann.license"
      })
  static final class Issue implements Callable<Integer> {
    @Option(
        names = "--key",
        paramLabel = "FILE",
        required = true,
        description = "The private key, as keygen made it.")
    private @Nullable Path key;

    @Option(
        names = "--plan",
        paramLabel = "PLAN",
        required = true,
        description = "Starter, Pro, Team or Business.")
    private @Nullable String plan;

    @Option(
        names = "--holder",
        paramLabel = "NAME",
        required = true,
        description = "For whom it is.")
    private @Nullable String holder;

    @Option(
        names = "--expires",
        paramLabel = "DATE",
        description =
            "The last day (UTC) on which it is valid, as 2027-12-31, or the instant at which it"
                + " ends, as 2027-12-31T12:00:00Z (default: never).")
    private @Nullable String expires;

    @Option(
        names = "--machine",
        paramLabel = "CODE",
        description =
            "A machine that it is for, by the code that inspect shows there; more than once for"
                + " several (default: any machine).")
    private Set<String> machines = Set.of();

    @Option(
        names = "--out",
        paramLabel = "FILE",
        required = true,
        description = "Where the licence goes; must not exist.")
    private @Nullable Path out;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      LicenseSigner signer = signer(Objects.requireNonNull(key));
      Path file = Objects.requireNonNull(out);
      License license = license();
      try {
        Files.write(file, LicenseFile.issue(license, signer), StandardOpenOption.CREATE_NEW);
      } catch (FileAlreadyExistsException exists) {
        throw new ConfigurationError(
            "--out: " + file + " exists and is left as it is; name another file");
      } catch (IOException failed) {
        throw new ConfigurationError("--out: " + file + " can't be written: " + reason(failed));
      }
      PrintWriter output = output(spec);
      output.println("wrote " + file + ", signed by key " + signer.publicKey().id());
      show(output, license);
      output.flush();
      return 0;
    }

    private License license() {
      try {
        return new License(
            LicensePlan.named(Objects.requireNonNull(plan))
                .orElseThrow(
                    () ->
                        new ConfigurationError(
                            "--plan: must be Starter, Pro, Team or Business, not " + plan)),
            Objects.requireNonNull(holder),
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            Optional.ofNullable(expires).map(Issue::end),
            machines);
      } catch (IllegalArgumentException unusable) {
        throw new ConfigurationError(reason(unusable));
      }
    }

    private static Instant end(String text) {
      try {
        return text.contains("T")
            ? Instant.parse(text)
            : LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      } catch (DateTimeException malformed) {
        throw new ConfigurationError(
            "--expires: must be a date such as 2027-12-31, or an instant such as"
                + " 2027-12-31T12:00:00Z, not "
                + text);
      }
    }

    private static LicenseSigner signer(Path file) {
      try {
        Optional<String> open = OwnerOnlyFile.openToOthers(file);
        if (open.isPresent()) {
          throw new ConfigurationError(
              "--key: others than its owner may use "
                  + file
                  + " ("
                  + open.get()
                  + "); chmod 600 it, and make a new key if somebody may have read it");
        }
        Optional<String> breach = WriteProtection.breach(file);
        if (breach.isPresent()) {
          throw new ConfigurationError(
              "--key: others can replace "
                  + file
                  + ": "
                  + breach.get()
                  + "; take their write permission away, and check that the key is yours");
        }
        return LicenseSigner.parse(OwnerOnlyFile.read(file));
      } catch (IOException | IllegalArgumentException unusable) {
        throw new ConfigurationError("--key: " + file + " can't be used: " + reason(unusable));
      }
    }
  }

  @Command(
      name = "inspect",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Shows what a licence grants on this machine now, or why nothing.",
        "Without FILE it looks at the one that the server would use."
      },
      footer = {
        "",
        "Exit code 0: it is valid here; 1: it is not; 2: there is no key to verify it by.",
        "The server also knows the newest time that it has seen: a clock that was set back helps"
            + " nothing there."
      })
  static final class Inspect implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "0..1", description = "A licence.")
    private @Nullable Path file;

    @Option(
        names = "--public-key",
        paramLabel = "KEY",
        description = "The key that must have signed it (default: the setting license.public-key).")
    private @Nullable String publicKey;

    @Mixin private final HomeFlags home = new HomeFlags();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      ServerConfig server = home.load(Map.of());
      PrintWriter output = output(spec);
      String machine = MachineCode.of(() -> NodeIdentity.of(server.home()));
      output.println("machine      " + machine + " (this one)");
      LicensePublicKey key = key(server);
      Path place = Optional.ofNullable(file).orElse(server.license().file());
      output.println("file         " + place);
      try {
        return shown(output, place, key, machine);
      } finally {
        output.flush();
      }
    }

    private LicensePublicKey key(ServerConfig server) {
      try {
        return Optional.ofNullable(publicKey)
            .map(LicensePublicKey::parse)
            .or(() -> server.license().publicKey())
            .orElseThrow(
                () ->
                    new ConfigurationError(
                        "there is no key to verify a licence by; give --public-key, or set"
                            + " license.public-key. Without it the server needs no licence: its"
                            + " plan is "
                            + server.license().plan().displayName()));
      } catch (IllegalArgumentException malformed) {
        throw new ConfigurationError("--public-key: " + reason(malformed));
      }
    }

    private static int shown(PrintWriter output, Path place, LicensePublicKey key, String machine) {
      try {
        Optional<byte[]> content = new FileLicenseSource(place).read();
        if (content.isEmpty()) {
          output.println("not valid: there is no such file");
          return 1;
        }
        License license = LicenseFile.verified(content.get(), key);
        output.println("key          " + key.id());
        show(output, license);
        LicenseStatus status = license.statusAt(Instant.now(), machine);
        return switch (status) {
          case Granted granted -> {
            output.println(
                "valid: "
                    + granted.plan().displayName()
                    + ", "
                    + granted.deviceLimit()
                    + " phones at a time"
                    + (granted.plan().apiEnabled() ? "" : ", no API"));
            yield 0;
          }
          case Refused refused -> {
            output.println("not valid: " + refused.reason());
            yield 1;
          }
        };
      } catch (LicenseSource.Unreadable | LicenseRefused refused) {
        output.println("not valid: " + reason(refused));
        return 1;
      }
    }
  }

  private static void show(PrintWriter output, License license) {
    output.println("plan         " + license.plan().displayName());
    output.println("holder       " + license.holder());
    output.println("issued       " + license.issuedAt());
    output.println("expires      " + license.expiresAt().map(Instant::toString).orElse("never"));
    output.println(
        "machines     "
            + (license.machines().isEmpty()
                ? "any"
                : String.join(", ", new TreeSet<>(license.machines()))));
  }

  private static PrintWriter output(@Nullable CommandSpec spec) {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }

  private static String reason(Exception failed) {
    return Optional.ofNullable(failed.getMessage()).orElseGet(failed::toString);
  }
}
