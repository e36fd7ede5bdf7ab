package dev.drover.domain.script.warmup;

import dev.drover.domain.script.AllowedEndpoints;
import dev.drover.domain.script.Kind;
import dev.drover.domain.script.Parameter;
import dev.drover.domain.script.Problems;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.ScriptType;
import dev.drover.domain.script.Secret;
import dev.drover.domain.script.Values;
import dev.drover.domain.script.comment.CommentChoice;
import dev.drover.domain.script.comment.CommentGeneration;
import dev.drover.domain.script.warmup.AccountWarmupScript.Chances;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Declares the script {@code account_warmup}. */
public final class AccountWarmupType implements ScriptType {
  static final String NAME = "account_warmup";

  private static final int LONGEST_TASK_SECONDS = 24 * 60 * 60;
  private static final int LONGEST_VIEW_SECONDS = 60 * 60;

  private static final Parameter<Duration> DURATION =
      Parameter.seconds("task_duration", 1, LONGEST_TASK_SECONDS)
          .otherwise(600)
          .described("Watching", "Seconds of all of it.");

  private static final Parameter<List<String>> TOPICS =
      Parameter.lines("topic", Function.<String>identity())
          .described(
              "Watching",
              "What to search for, one phrase a line, of which one is picked at random; without"
                  + " any, the feed is watched.");

  private static final Parameter<Duration> SHORTEST_VIEW =
      Parameter.seconds("min_duration", 1, LONGEST_VIEW_SECONDS)
          .otherwise(15)
          .described(
              "Watching",
              "Seconds to watch a video at least; where it is not given, not above max_duration.");

  private static final Parameter<Duration> LONGEST_VIEW =
      Parameter.seconds("max_duration", 1, LONGEST_VIEW_SECONDS)
          .otherwise(30)
          .described(
              "Watching",
              "Seconds to watch a video at most; where it is not given, not below min_duration.");

  private static final Parameter<Double> LIKE = percent("like_probable", "like a video");

  /** The TikMatrix local API spells it this way. */
  private static final Parameter<Double> FOLLOW =
      percent("floow_probable", "follow a video's author");

  private static final Parameter<Double> COLLECT = percent("collect_probable", "save a video");

  private static final Parameter<Double> COMMENT =
      percent("comment_probable", "comment on a video");

  private static final Parameter<List<String>> COMMENTS = CommentChoice.lines("comment");

  private static final Parameter<Boolean> GENERATE =
      Parameter.flag("generate_by_chatgpt")
          .otherwise(false)
          .described(
              "Generated comments",
              "Whether a language model writes the comments; without it, chatgpt_settings is not"
                  + " looked at.");

  private static final Parameter<URI> BASE_URL =
      Parameter.endpoint("base_url")
          .otherwise(CommentGeneration.DEFAULT_BASE_URL.toString())
          .described(
              "Generated comments",
              "An OpenAI-compatible endpoint: https:// and on the public internet; on the server's"
                  + " own machine (localhost) while it serves that machine alone, without API keys;"
                  + " or one that the operator has allowed.");

  private static final Parameter<Secret> API_KEY =
      Parameter.secret("api_key", BASE_URL)
          .described("Generated comments", "Required with generate_by_chatgpt.");

  private static final Parameter<String> MODEL =
      Parameter.text("model")
          .otherwise(CommentGeneration.DEFAULT_MODEL)
          .described("Generated comments", "The model's name.");

  private static final Parameter<String> PROMPT =
      Parameter.text("prompt").described("Generated comments", "What the comments are to be like.");

  private static final Parameter<Integer> MAX_TOKENS =
      Parameter.whole("max_tokens", 1, CommentGeneration.MOST_TOKENS)
          .otherwise(CommentGeneration.DEFAULT_MAX_TOKENS)
          .described("Generated comments", "The longest answer, in tokens.");

  private static final Parameter<Double> TEMPERATURE =
      Parameter.decimal("temperature", 0, CommentGeneration.HIGHEST_TEMPERATURE)
          .otherwise(BigDecimal.valueOf(CommentGeneration.DEFAULT_TEMPERATURE))
          .described("Generated comments", "How varied the answers are.");

  private static final Parameter<Values> SETTINGS =
      Parameter.group("chatgpt_settings", API_KEY, MODEL, PROMPT, MAX_TOKENS, TEMPERATURE, BASE_URL)
          .described("Generated comments", "The language model. Its key is stored encrypted.");

  private static Parameter<Double> percent(String name, String what) {
    return Parameter.percent(name)
        .otherwise(0)
        .described("Actions", "The chance to " + what + ", in percent.");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "Watches videos for a while, and likes, follows, saves or comments now and then.";
  }

  @Override
  public List<Parameter<?>> parameters() {
    return List.of(
        DURATION,
        TOPICS,
        SHORTEST_VIEW,
        LONGEST_VIEW,
        LIKE,
        FOLLOW,
        COLLECT,
        COMMENT,
        COMMENTS,
        CommentChoice.ORDER,
        CommentChoice.INSERT_EMOJI,
        GENERATE,
        SETTINGS);
  }

  /** Settings of a generator that is off mean nothing, so they are neither judged nor kept. */
  @Override
  public Values read(Map<?, ?> given, AllowedEndpoints endpoints, Problems problems) {
    return ScriptType.super.read(
        generates(given, endpoints) ? given : without(SETTINGS, given), endpoints, problems);
  }

  private static boolean generates(Map<?, ?> given, AllowedEndpoints endpoints) {
    Map<String, Object> flag = new HashMap<>();
    flag.put(GENERATE.name(), given.get(GENERATE.name()));
    Problems found = new Problems();
    return Values.read(List.of(GENERATE), flag, "", Kind.Check.ofRequest(found, endpoints))
        .get(GENERATE);
  }

  private static Map<?, ?> without(Parameter<?> parameter, Map<?, ?> given) {
    Map<Object, Object> rest = new LinkedHashMap<>(given);
    rest.remove(parameter.name());
    return rest;
  }

  @Override
  public void check(Values values, Problems problems) {
    if (longestView(values).compareTo(shortestView(values)) < 0) {
      problems.error(
          LONGEST_VIEW.name(),
          "must not be below min_duration (" + values.canonical().get(SHORTEST_VIEW.name()) + ")");
    }
    CommentChoice.check(COMMENTS, values, problems);
    boolean generated = values.get(GENERATE);
    if (generated && apiKey(values).isEmpty() && !problems.hasErrors(SETTINGS.name())) {
      problems.error(
          SETTINGS.name() + "/" + API_KEY.name(), "is required with generate_by_chatgpt");
    }
    if (values.get(COMMENT) > 0 && !values.has(COMMENTS) && !generated) {
      problems.warning(
          COMMENT.name(), "has no effect: there is no comment, and generate_by_chatgpt is off");
    }
  }

  private static Optional<Secret> apiKey(Values values) {
    return values.given(SETTINGS).flatMap(settings -> settings.given(API_KEY));
  }

  /** The default falls to a lower longest view. */
  private static Duration shortestView(Values values) {
    Duration usual = values.get(SHORTEST_VIEW);
    return values.has(SHORTEST_VIEW)
        ? usual
        : values.given(LONGEST_VIEW).filter(longest -> longest.compareTo(usual) < 0).orElse(usual);
  }

  /** The default rises to a higher shortest view. */
  private static Duration longestView(Values values) {
    Duration usual = values.get(LONGEST_VIEW);
    return values.has(LONGEST_VIEW)
        ? usual
        : values.given(SHORTEST_VIEW).filter(least -> least.compareTo(usual) > 0).orElse(usual);
  }

  @Override
  public Script script(Values values, int number) {
    return new AccountWarmupScript(
        values.get(DURATION),
        values.given(TOPICS).orElse(List.of()),
        shortestView(values),
        longestView(values),
        new Chances(values.get(LIKE), values.get(FOLLOW), values.get(COLLECT), values.get(COMMENT)),
        CommentChoice.picker(COMMENTS, values),
        generation(values));
  }

  /** A stored key that can't be decrypted counts as absent; the task then uses its own comments. */
  private static Optional<CommentGeneration> generation(Values values) {
    Optional<Values> settings = values.given(SETTINGS).filter(_ -> values.get(GENERATE));
    return settings.flatMap(
        given ->
            given
                .given(API_KEY)
                .map(
                    key ->
                        new CommentGeneration(
                            key,
                            given.get(MODEL),
                            given.given(PROMPT).orElse(""),
                            given.get(MAX_TOKENS),
                            given.get(TEMPERATURE),
                            given.get(BASE_URL),
                            values.get(CommentChoice.INSERT_EMOJI))));
  }
}
