package dev.drover.virtualphone;

import dev.drover.virtualphone.app.common.SocialAppDescriptor;
import dev.drover.virtualphone.config.AppVersion;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.phone.RegisteredApps;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options of {@code phone} that each app has: {@code --ID-account} and {@code --ID-version}.
 * They come from the registered apps, so that a new app needs no change here.
 */
final class AppOptions implements CommandLine.IModelTransformer {
  @Override
  public CommandSpec transform(CommandSpec command) {
    for (SocialAppDescriptor app : RegisteredApps.ALL) {
      command.addOption(
          OptionSpec.builder(accountOption(app))
              .type(List.class)
              .auxiliaryTypes(String.class)
              .paramLabel("<account>")
              .description(
                  "An account that its " + app.name() + "-like app is logged in with, as --account",
                  "(default: those of --account).")
              .build());
      command.addOption(
          OptionSpec.builder(versionOption(app))
              .type(String.class)
              .paramLabel("<version>")
              .defaultValue(AppVersion.USUAL.wireName())
              .description(
                  "The version of its "
                      + app.name()
                      + "-like app: usual, renamed (all resource ids differ)",
                  "or moved (elements stand elsewhere; default: ${DEFAULT-VALUE}).")
              .build());
    }
    return command;
  }

  /**
   * Sets up the apps as the options say.
   *
   * @param suffix added to each account
   * @throws CommandLine.ParameterException if a version is unknown
   */
  static PhoneConfig apply(CommandSpec command, PhoneConfig phone, String suffix) {
    PhoneConfig changed = phone;
    for (SocialAppDescriptor app : RegisteredApps.ALL) {
      changed = changed.withAppVersion(app.id(), version(command, app));
      List<String> accounts =
          AppOptions.<List<String>>value(command, accountOption(app)).orElse(List.of());
      if (!accounts.isEmpty()) {
        changed =
            changed.withAppAccounts(
                app.id(), accounts.stream().map(name -> name + suffix).toList());
      }
    }
    return changed;
  }

  private static AppVersion version(CommandSpec command, SocialAppDescriptor app) {
    String name =
        AppOptions.<String>value(command, versionOption(app)).orElse(AppVersion.USUAL.wireName());
    return AppVersion.ofWireName(name)
        .orElseThrow(
            () ->
                new CommandLine.ParameterException(
                    command.commandLine(),
                    versionOption(app) + ": must be usual, renamed or moved, not " + name));
  }

  private static <T> Optional<T> value(CommandSpec command, String option) {
    return Optional.ofNullable(command.findOption(option).getValue());
  }

  private static String accountOption(SocialAppDescriptor app) {
    return "--" + app.id() + "-account";
  }

  private static String versionOption(SocialAppDescriptor app) {
    return "--" + app.id() + "-version";
  }
}
