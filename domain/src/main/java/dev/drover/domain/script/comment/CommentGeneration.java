package dev.drover.domain.script.comment;

import dev.drover.domain.script.Secret;
import java.net.URI;

/**
 * Settings for comments that a language model at an OpenAI-compatible endpoint writes.
 *
 * @param prompt describes the comments; may be empty
 * @param maxTokens 1..4096, the longest answer
 * @param temperature 0..2
 * @param baseUrl of the endpoint, such as {@code https://api.openai.com/v1}
 * @param insertEmoji whether an emoji is put behind each comment
 */
public record CommentGeneration(
    Secret apiKey,
    String model,
    String prompt,
    int maxTokens,
    double temperature,
    URI baseUrl,
    boolean insertEmoji) {
  public static final String DEFAULT_MODEL = "gpt-4o-mini";
  public static final URI DEFAULT_BASE_URL = URI.create("https://api.openai.com/v1");
  public static final int DEFAULT_MAX_TOKENS = 100;
  public static final int MOST_TOKENS = 4096;
  public static final double DEFAULT_TEMPERATURE = 0.7;
  public static final double HIGHEST_TEMPERATURE = 2;

  public CommentGeneration {
    if (model.isBlank()) {
      throw new IllegalArgumentException("a model has a name");
    }
    if (maxTokens < 1 || maxTokens > MOST_TOKENS) {
      throw new IllegalArgumentException("max_tokens is 1 to " + MOST_TOKENS);
    }
    if (!(temperature >= 0 && temperature <= HIGHEST_TEMPERATURE)) {
      throw new IllegalArgumentException("temperature is 0 to " + HIGHEST_TEMPERATURE);
    }
    if (baseUrl.getHost() == null) {
      throw new IllegalArgumentException("a base URL names a host");
    }
  }
}
