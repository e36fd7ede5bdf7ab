package dev.drover.programs;

import dev.drover.domain.app.Platform;
import dev.drover.domain.script.Parameter;
import dev.drover.domain.script.program.Effects;
import dev.drover.domain.script.program.ProgramType;
import dev.drover.programs.YamlFile.Mapping;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one declaration of a program. */
final class DeclarationReader {
  private static final List<String> KEYS =
      List.of(
          "command",
          "summary",
          "platform",
          "timeout",
          "effects",
          "announces-intents",
          "parameters");

  private static final Pattern DURATION = Pattern.compile("(\\d{1,5})(s|m|h)");

  private static final String NO_APP = "generic";

  private final YamlFile yaml;

  /**
   * @param file for messages
   */
  DeclarationReader(String file) {
    this.yaml = new YamlFile(file);
  }

  /**
   * @param folder in which the program starts
   * @throws DeclarationRefused if it can't be used
   */
  ProgramType read(String name, Path folder, String content) {
    Mapping top = yaml.document(content, KEYS);
    Node command = yaml.required(top, "command");
    List<String> words = yaml.list(command).stream().map(yaml::text).toList();
    if (words.isEmpty()) {
      throw yaml.refused(command, "command must be a list of the program and its arguments");
    }
    ParameterReader parameters = new ParameterReader(yaml, name);
    List<Parameter<?>> read = top.find("parameters").map(parameters::read).orElse(List.of());
    try {
      return new ProgramType(
          name,
          top.find("summary")
              .map(yaml::text)
              .map(String::strip)
              .orElse("A program of the operator's."),
          words,
          folder,
          top.find("platform").flatMap(this::app),
          top.find("timeout").map(this::duration).orElse(ProgramType.DEFAULT_TIMEOUT),
          top.find("effects").map(this::effects).orElse(Effects.SOME),
          top.find("announces-intents").map(yaml::flag).orElse(false),
          read);
    } catch (IllegalArgumentException refused) {
      throw yaml.refused(top.node(), String.valueOf(refused.getMessage()));
    }
  }

  private Optional<Platform> app(Node node) {
    String name = yaml.text(node);
    if (name.equals(NO_APP)) {
      return Optional.empty();
    }
    return Optional.of(
        Platform.ofWireName(name)
            .orElseThrow(
                () -> yaml.refused(node, "platform must be generic, tiktok or instagram")));
  }

  private Duration duration(Node node) {
    Matcher matcher = DURATION.matcher(yaml.text(node));
    if (!matcher.matches()) {
      throw yaml.refused(node, "timeout must be a time such as 90s, 30m or 2h");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  private Effects effects(Node node) {
    return Effects.ofWireName(yaml.text(node))
        .orElseThrow(() -> yaml.refused(node, "effects must be none or some"));
  }
}
