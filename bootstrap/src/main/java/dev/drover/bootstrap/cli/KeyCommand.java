package dev.drover.bootstrap.cli;

import dev.drover.application.access.CreateApiKey;
import dev.drover.application.port.storage.ApiKeys;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.bootstrap.config.Setting;
import dev.drover.domain.access.AccessScope;
import dev.drover.domain.access.ApiKey;
import dev.drover.domain.access.ApiKeyName;
import dev.drover.domain.access.ApiKeyText;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Gives out the API's keys and takes them back, in the database of a server, running or not. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Gives out API keys and takes them back, also while the server runs.",
      "They are needed where the server listens beyond this machine, or require-api-key is set."
    },
    footer = {
      "",
      "Examples:",
      "  drover key create ci --scope write",
      "  drover key list",
      "  drover key revoke ci"
    },
    subcommands = {KeyCommand.Create.class, KeyCommand.Show.class, KeyCommand.Revoke.class})
public final class KeyCommand extends CommandGroup {
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Makes a key and prints it, this once: the server keeps only a hash of it.",
        "Clients send it in the header X-API-Key, or as Authorization: Bearer."
      })
  static final class Create implements Callable<Integer> {
    @Mixin private final DatabaseFlags flags = new DatabaseFlags();

    @Parameters(
        index = "0",
        paramLabel = "NAME",
        converter = NameConverter.class,
        description = "Whose key it is; it stands in the audit log.")
    private @Nullable ApiKeyName name;

    @Option(
        names = "--scope",
        paramLabel = "SCOPE",
        defaultValue = "write",
        converter = ScopeConverter.class,
        description =
            "read: look at everything; write: tasks, accounts and materials, too; admin: settings,"
                + " phones and the queue, too (default: ${DEFAULT-VALUE}).")
    private @Nullable AccessScope scope;

    @Override
    public Integer call() {
      ApiKeyName wanted = Objects.requireNonNull(name);
      try (KeyDatabase database = flags.open()) {
        Optional<ApiKeyText> made =
            new CreateApiKey(database.keys(), new SecureRandom(), Clock.systemUTC())
                .create(wanted, Objects.requireNonNull(scope));
        if (made.isEmpty()) {
          flags
              .err()
              .println(
                  "drover: there is a key \""
                      + wanted
                      + "\"; take another name, or revoke it first: "
                      + flags.config().command("key revoke " + wanted));
          return 1;
        }
        // The key alone, so that a script can take it.
        flags.out().println(made.get().reveal());
        flags.err().println("Keep it well: it is not shown again.");
        return 0;
      }
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Shows the keys: name, scope, when made, when revoked. Never the keys themselves.")
  static final class Show implements Callable<Integer> {
    @Mixin private final DatabaseFlags flags = new DatabaseFlags();

    @Override
    public Integer call() {
      try (KeyDatabase database = flags.open()) {
        PrintWriter out = flags.out();
        List<ApiKey> all = database.keys().all();
        if (all.isEmpty()) {
          flags
              .err()
              .println(
                  "drover: there are no keys; create one: "
                      + flags.config().command("key create NAME"));
        }
        for (ApiKey key : all) {
          out.printf(
              "%-24s %-6s made %s%s%n",
              key.name(),
              key.scope().wireName(),
              key.createdAt(),
              key.revokedAt().map(since -> "  revoked " + since).orElse(""));
        }
        return 0;
      }
    }
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Has a key open nothing from now on, on every server of the database.")
  static final class Revoke implements Callable<Integer> {
    @Mixin private final DatabaseFlags flags = new DatabaseFlags();

    @Parameters(
        index = "0",
        paramLabel = "NAME",
        converter = NameConverter.class,
        description = "Which key.")
    private @Nullable ApiKeyName name;

    @Override
    public Integer call() {
      ApiKeyName revoked = Objects.requireNonNull(name);
      try (KeyDatabase database = flags.open()) {
        ApiKeys keys = database.keys();
        if (!keys.revoke(revoked, Instant.now())) {
          flags
              .err()
              .println(
                  "drover: there is no key \""
                      + revoked
                      + "\" in use; see "
                      + flags.config().command("key list"));
          return 1;
        }
        return 0;
      }
    }
  }

  /** Which server's keys. */
  static final class DatabaseFlags {
    @Option(
        names = "--database-url",
        paramLabel = "URL",
        description = "The server's own PostgreSQL, where it has one.")
    private @Nullable String databaseUrl;

    @Mixin private final HomeFlags home = new HomeFlags();

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    ServerConfig config() {
      return home.loadExisting(Map.of(Setting.DATABASE_URL, Optional.ofNullable(databaseUrl)));
    }

    KeyDatabase open() {
      return new KeyDatabase(config());
    }

    PrintWriter out() {
      return Objects.requireNonNull(spec).commandLine().getOut();
    }

    PrintWriter err() {
      return Objects.requireNonNull(spec).commandLine().getErr();
    }
  }

  static final class NameConverter implements ITypeConverter<ApiKeyName> {
    @Override
    public ApiKeyName convert(String text) {
      try {
        return new ApiKeyName(text);
      } catch (IllegalArgumentException unusable) {
        throw new TypeConversionException("a key's name " + unusable.getMessage());
      }
    }
  }

  static final class ScopeConverter implements ITypeConverter<AccessScope> {
    @Override
    public AccessScope convert(String text) {
      return AccessScope.ofWireName(text)
          .orElseThrow(() -> new TypeConversionException("must be read, write or admin"));
    }
  }
}
