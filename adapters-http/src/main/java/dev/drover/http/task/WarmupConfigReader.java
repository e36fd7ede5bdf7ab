package dev.drover.http.task;

import dev.drover.domain.network.PublicAddress;
import dev.drover.domain.script.AccountWarmupScript;
import dev.drover.domain.script.AccountWarmupScript.Chances;
import dev.drover.domain.script.CommentGeneration;
import dev.drover.domain.script.CommentPicker;
import dev.drover.domain.script.Secret;
import dev.drover.http.json.ObjectReader;
import dev.drover.http.task.ScriptConfigReader.ScriptConfig;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The {@code script_config} of {@code account_warmup}. */
final class WarmupConfigReader {
  private static final Set<String> KEYS =
      Set.of(
          "task_duration",
          "topic",
          "min_duration",
          "max_duration",
          "like_probable",
          // Spelt so by the local API.
          "floow_probable",
          "collect_probable",
          "comment_probable",
          "comment",
          "insert_emoji",
          "comment_order",
          "generate_by_chatgpt",
          "chatgpt_settings");
  private static final Set<String> GENERATION_KEYS =
      Set.of("api_key", "model", "prompt", "max_tokens", "temperature", "base_url");

  private static final int LONGEST_TASK_SECONDS = 24 * 60 * 60;
  private static final int LONGEST_VIEW_SECONDS = 60 * 60;

  private WarmupConfigReader() {}

  /**
   * @param allowedBaseUrls endpoints that need be neither https nor on the public internet
   */
  static ScriptConfig read(ObjectReader config, Set<URI> allowedBaseUrls) {
    int duration = config.integer("task_duration", 1, LONGEST_TASK_SECONDS).orElse(600);
    List<String> topics = config.parts("topic", ScriptConfigReader.LINES);
    int shortest = config.integer("min_duration", 1, LONGEST_VIEW_SECONDS).orElse(15);
    int longest =
        config
            .integer("max_duration", 1, LONGEST_VIEW_SECONDS)
            .orElse(config.has("min_duration") ? Math.max(30, shortest) : 30);
    if (longest < shortest) {
      config.invalid("max_duration", "must not be below min_duration (" + shortest + ")");
    }
    Chances chances =
        new Chances(
            percent(config, "like_probable"),
            percent(config, "floow_probable"),
            percent(config, "collect_probable"),
            percent(config, "comment_probable"));
    Optional<CommentPicker> comments = CommentConfigReader.comments(config, "comment");
    Optional<CommentGeneration> generation = generation(config, allowedBaseUrls);
    if (config.isInvalid()) {
      return new ScriptConfig(List.of(), List.of());
    }
    List<String> warnings = new ArrayList<>(ScriptConfigReader.unknownKeys(config, KEYS));
    config
        .object("chatgpt_settings")
        .ifPresent(
            settings -> warnings.addAll(ScriptConfigReader.unknownKeys(settings, GENERATION_KEYS)));
    if (chances.comment() > 0 && comments.isEmpty() && generation.isEmpty()) {
      warnings.add(
          "/script_config/comment_probable has no effect: there is no comment, and"
              + " generate_by_chatgpt is off");
    }
    return new ScriptConfig(
        List.of(
            new AccountWarmupScript(
                Duration.ofSeconds(duration),
                topics,
                Duration.ofSeconds(shortest),
                Duration.ofSeconds(longest),
                chances,
                comments,
                generation)),
        warnings);
  }

  private static int percent(ObjectReader config, String name) {
    return config.integer(name, 0, 100).orElse(0);
  }

  /** The settings are checked even while they are switched off. */
  private static Optional<CommentGeneration> generation(
      ObjectReader config, Set<URI> allowedBaseUrls) {
    boolean on = config.flag("generate_by_chatgpt").orElse(false);
    Optional<ObjectReader> given = config.object("chatgpt_settings");
    Optional<Secret> apiKey =
        given
            .flatMap(settings -> settings.text("api_key"))
            .filter(key -> !key.isBlank())
            .map(key -> new Secret(key.strip()));
    String model =
        given
            .flatMap(settings -> settings.text("model"))
            .filter(name -> !name.isBlank())
            .orElse(CommentGeneration.DEFAULT_MODEL);
    String prompt = given.flatMap(settings -> settings.text("prompt")).orElse("");
    int maxTokens =
        given
            .flatMap(settings -> settings.integer("max_tokens", 1, CommentGeneration.MOST_TOKENS))
            .orElse(CommentGeneration.DEFAULT_MAX_TOKENS);
    double temperature =
        given
            .flatMap(
                settings ->
                    settings.decimal("temperature", 0, CommentGeneration.HIGHEST_TEMPERATURE))
            .orElse(CommentGeneration.DEFAULT_TEMPERATURE);
    URI baseUrl =
        given
            .filter(settings -> !settings.text("base_url").orElse("").isBlank())
            .flatMap(
                settings -> settings.parsed("base_url", text -> baseUrl(text, allowedBaseUrls)))
            .orElse(CommentGeneration.DEFAULT_BASE_URL);
    if (!on) {
      return Optional.empty();
    }
    if (apiKey.isEmpty()) {
      if (!config.isInvalid("chatgpt_settings")) {
        config.invalid("chatgpt_settings/api_key", "is required with generate_by_chatgpt");
      }
      return Optional.empty();
    }
    return Optional.of(
        new CommentGeneration(apiKey.get(), model, prompt, maxTokens, temperature, baseUrl));
  }

  private static URI baseUrl(String text, Set<URI> allowed) {
    String trimmed = text.strip().replaceFirst("(?<!/)/+$", "");
    URI url;
    try {
      url = URI.create(trimmed);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("must be an https:// URL", malformed);
    }
    boolean https = "https".equalsIgnoreCase(url.getScheme()) && url.getHost() != null;
    if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException("must have no user, query or fragment");
    }
    if (allowed.contains(url)) {
      return url;
    }
    if (!https) {
      throw new IllegalArgumentException(
          "must be an https:// URL, or one that the server's setting comments.allowed-base-urls"
              + " names");
    }
    if (PublicAddress.isPlainlyNotPublic(url.getHost())) {
      throw new IllegalArgumentException(
          "must be on the public internet, or one that the server's setting"
              + " comments.allowed-base-urls names");
    }
    return url;
  }
}
