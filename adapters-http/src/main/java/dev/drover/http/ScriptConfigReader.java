package dev.drover.http;

import dev.drover.domain.device.Username;
import dev.drover.domain.script.AccessMethod;
import dev.drover.domain.script.FollowScript;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.ScriptName;
import dev.drover.domain.script.UnfollowScript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Makes scripts of a {@code script_config}. The quirks of the wire end here. */
final class ScriptConfigReader {
  private static final List<String> ACCESS_METHODS =
      Arrays.stream(AccessMethod.values()).map(AccessMethod::wireName).toList();
  private static final Set<String> TARGET_KEYS =
      Set.of("target_users", "target_user", "target_username", "access_method");

  private ScriptConfigReader() {}

  /**
   * What a config asks for.
   *
   * @param scripts one a task on each phone or account
   * @param warnings what was given but means nothing
   */
  record ScriptConfig(List<Script> scripts, List<String> warnings) {}

  /**
   * Finds the script of a request.
   *
   * @throws ApiError 40002 without a name, 40003 for one that can't be run
   */
  static ScriptName name(ObjectReader request) {
    String given =
        request
            .text("script_name")
            .filter(name -> !name.isBlank())
            .orElseThrow(
                () ->
                    new ApiError(
                        ErrorCode.SCRIPT_NAME_MISSING,
                        "script_name is missing; supported are " + supported()));
    ScriptName name =
        ScriptName.ofWireName(given)
            .orElseThrow(
                () ->
                    new ApiError(
                        ErrorCode.SCRIPT_NOT_SUPPORTED,
                        "there is no script \"" + given + "\"; supported are " + supported()));
    if (!name.supported()) {
      throw new ApiError(
          ErrorCode.SCRIPT_NOT_SUPPORTED,
          "the script "
              + given
              + " is not supported through the API yet; supported are "
              + supported());
    }
    return name;
  }

  /** Reads the config; what is wrong with it is told to the reader. */
  static ScriptConfig read(ScriptName name, ObjectReader config) {
    return switch (name) {
      case FOLLOW -> targets(config, FollowScript::new);
      case UNFOLLOW -> targets(config, UnfollowScript::new);
      case POST, COMMENT, ACCOUNT_WARMUP, LIKE, MESSAGE, SUPER_MARKETING, PROFILE, SCRAPE_USER ->
          throw new IllegalArgumentException(name.wireName() + " is not supported");
    };
  }

  private static ScriptConfig targets(
      ObjectReader config, BiFunction<Username, AccessMethod, Script> script) {
    AccessMethod method =
        config
            .choice("access_method", AccessMethod::ofWireName, ACCESS_METHODS)
            .orElse(AccessMethod.DIRECT);
    List<Script> scripts =
        targetUsers(config).stream()
            .map(target -> script.apply(target, method))
            .collect(Collectors.toList());
    return new ScriptConfig(scripts, unknownKeys(config, TARGET_KEYS));
  }

  /**
   * The array wins over the string; {@code target_username} is another name of {@code target_user}.
   */
  private static List<Username> targetUsers(ObjectReader config) {
    Optional<List<Username>> array = config.parsedTexts("target_users", Username::parse);
    if (array.isPresent() && config.has("target_users")) {
      if (array.get().isEmpty()) {
        config.invalid("target_users", "must name at least one user");
      }
      return distinct(array.get());
    }
    String key = config.has("target_user") ? "target_user" : "target_username";
    Optional<String> text = config.text(key);
    if (text.isEmpty() && !config.has(key) && !config.has("target_users")) {
      config.invalid("target_users", "or target_user must name at least one user");
    }
    List<Username> users = new ArrayList<>();
    text.ifPresent(
        given -> {
          for (String part : given.split("[,\\r\\n]")) {
            if (!part.isBlank()) {
              users.addAll(parsedOrInvalid(config, key, part));
            }
          }
          if (users.isEmpty() && given.replaceAll("[,\\s]", "").isEmpty()) {
            config.invalid(key, "must name at least one user");
          }
        });
    return distinct(users);
  }

  private static List<Username> parsedOrInvalid(ObjectReader config, String key, String part) {
    try {
      return List.of(Username.parse(part));
    } catch (IllegalArgumentException refused) {
      config.invalid(key, "has \"" + part.strip() + "\": " + refused.getMessage());
      return List.of();
    }
  }

  private static List<Username> distinct(List<Username> users) {
    return List.copyOf(new LinkedHashSet<>(users));
  }

  private static List<String> unknownKeys(ObjectReader config, Set<String> known) {
    return config.unknownKeys(known).stream()
        .map(key -> key + " is not a parameter of this script and was ignored")
        .toList();
  }

  private static String supported() {
    return ScriptName.allSupported().stream()
        .map(ScriptName::wireName)
        .collect(Collectors.joining(", "));
  }
}
