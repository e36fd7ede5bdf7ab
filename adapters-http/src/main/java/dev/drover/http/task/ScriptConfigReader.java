package dev.drover.http.task;

import dev.drover.domain.account.Username;
import dev.drover.domain.script.AccessMethod;
import dev.drover.domain.script.FollowScript;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.ScriptName;
import dev.drover.domain.script.UnfollowScript;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import dev.drover.http.json.ObjectReader;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes scripts of a {@code script_config}. The quirks of the wire end here. */
final class ScriptConfigReader {
  private static final List<String> ACCESS_METHODS =
      Arrays.stream(AccessMethod.values()).map(AccessMethod::wireName).toList();
  private static final Set<String> TARGET_KEYS =
      Set.of("target_users", "target_user", "target_username", "access_method");

  /** Lines, or items of a comma list: how a single string names several targets. */
  static final Pattern LINES_AND_COMMAS = Pattern.compile("[,\\r\\n]+");

  static final Pattern LINES = Pattern.compile("[\\r\\n]+");

  private ScriptConfigReader() {}

  /**
   * What a config asks for.
   *
   * @param scripts one a task on each phone or account
   * @param warnings what was given but means nothing
   * @param tiktokOnly what was given and means something on TikTok alone
   */
  record ScriptConfig(List<Script> scripts, List<String> warnings, List<String> tiktokOnly) {
    ScriptConfig {
      scripts = List.copyOf(scripts);
      warnings = List.copyOf(warnings);
      tiktokOnly = List.copyOf(tiktokOnly);
    }

    ScriptConfig(List<Script> scripts, List<String> warnings) {
      this(scripts, warnings, List.of());
    }
  }

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
  static ScriptConfig read(ScriptName name, ObjectReader config, Set<URI> allowedBaseUrls) {
    return switch (name) {
      case FOLLOW -> targets(config, FollowScript::new);
      case UNFOLLOW -> targets(config, UnfollowScript::new);
      case POST -> PostConfigReader.read(config);
      case COMMENT -> CommentConfigReader.read(config);
      case ACCOUNT_WARMUP -> WarmupConfigReader.read(config, allowedBaseUrls);
      case LIKE, MESSAGE, SUPER_MARKETING, PROFILE, SCRAPE_USER ->
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
    String single = config.has("target_user") ? "target_user" : "target_username";
    return targets(config, "target_users", single, Username::parse);
  }

  /**
   * Targets in an array or, when there is none, in one string that holds one or many. Told to the
   * reader when there are none, or some can't be used.
   *
   * @param plural the array's field
   * @param single the string's field
   */
  static <T> List<T> targets(
      ObjectReader config, String plural, String single, Function<String, T> parse) {
    if (config.has(plural)) {
      Optional<List<T>> array = config.parsedTexts(plural, parse);
      if (array.isPresent() && config.node().path(plural).isEmpty()) {
        config.invalid(plural, "must name at least one");
      }
      return array.orElse(List.of()).stream().distinct().toList();
    }
    if (!config.has(single)) {
      config.invalid(plural, "or " + single + " must name at least one");
      return List.of();
    }
    List<String> parts = config.parts(single, LINES_AND_COMMAS);
    if (parts.isEmpty() && config.node().path(single).isTextual()) {
      config.invalid(single, "must name at least one");
    }
    return parts.stream()
        .flatMap(part -> config.attempt(single, part, text -> named(text, parse)).stream())
        .distinct()
        .toList();
  }

  /** Says which of several can't be used. */
  private static <T> T named(String part, Function<String, T> parse) {
    try {
      return parse.apply(part);
    } catch (IllegalArgumentException refused) {
      throw new IllegalArgumentException(
          "has \"" + part + "\": " + Optional.ofNullable(refused.getMessage()).orElse(""), refused);
    }
  }

  static List<String> unknownKeys(ObjectReader config, Set<String> known) {
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
