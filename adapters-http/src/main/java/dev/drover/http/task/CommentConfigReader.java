package dev.drover.http.task;

import dev.drover.domain.app.Platform;
import dev.drover.domain.script.CommentOrder;
import dev.drover.domain.script.CommentPicker;
import dev.drover.domain.script.CommentScript;
import dev.drover.domain.script.PostUrl;
import dev.drover.domain.script.Script;
import dev.drover.http.json.ObjectReader;
import dev.drover.http.task.ScriptConfigReader.ScriptConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The {@code script_config} of {@code comment}. */
final class CommentConfigReader {
  private static final Set<String> KEYS =
      Set.of(
          "target_post_urls",
          "target_post_url",
          "comment_content",
          "comment_order",
          "insert_emoji",
          "comment_image_path");

  /** Longer than either platform takes. */
  private static final int LONGEST_COMMENT = 2_000;

  private static final List<String> ORDERS =
      Arrays.stream(CommentOrder.values()).map(CommentOrder::wireName).toList();

  private CommentConfigReader() {}

  static ScriptConfig read(ObjectReader config) {
    List<PostUrl> targets =
        ScriptConfigReader.targets(config, "target_post_urls", "target_post_url", PostUrl::parse);
    Optional<CommentPicker> comments = comments(config, "comment_content");
    if (comments.isEmpty() && !config.isInvalid("comment_content")) {
      config.invalid("comment_content", "is required: one comment a line");
    }
    Optional<String> image =
        config.text("comment_image_path").map(String::strip).filter(path -> !path.isEmpty());
    if (image.isPresent()
        && targets.stream().anyMatch(target -> target.platform() != Platform.TIKTOK)) {
      config.invalid("comment_image_path", "works on TikTok only");
    }
    List<Script> scripts =
        comments.stream()
            .flatMap(
                picker ->
                    targets.stream()
                        .map(target -> (Script) new CommentScript(target, picker, 0, image)))
            .toList();
    return new ScriptConfig(scripts, ScriptConfigReader.unknownKeys(config, KEYS));
  }

  /** The comments in a field, one a line, with the fields that say how they are picked. */
  static Optional<CommentPicker> comments(ObjectReader config, String field) {
    CommentOrder order =
        config
            .choice("comment_order", CommentOrder::ofWireName, ORDERS)
            .orElse(CommentOrder.RANDOM);
    boolean insertEmoji = config.flag("insert_emoji").orElse(false);
    List<String> lines = config.parts(field, ScriptConfigReader.LINES);
    for (String line : lines) {
      if (line.length() > LONGEST_COMMENT) {
        config.invalid(
            field,
            "has a comment of "
                + line.length()
                + " characters; at most "
                + LONGEST_COMMENT
                + " are allowed");
      }
    }
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(new CommentPicker(lines, order, insertEmoji));
  }
}
