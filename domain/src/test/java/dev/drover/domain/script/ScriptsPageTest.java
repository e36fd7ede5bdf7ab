package dev.drover.domain.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.app.Platform;
import dev.drover.domain.script.Parameter.Required;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/scripts.md} against the declarations of the scripts. */
class ScriptsPageTest {
  private static final Path PAGE = Path.of("../docs/scripts.md");

  @Test
  void the_page_describes_the_scripts_as_they_are_declared() throws IOException {
    String page = page(ScriptTypes.builtIn());
    if (Boolean.getBoolean("drover.write-documents")) {
      Files.writeString(PAGE, page);
    } else {
      assertThat(Files.readString(PAGE)).isEqualTo(page);
    }
  }

  private static String page(ScriptTypes types) {
    StringBuilder page =
        new StringBuilder(
            """
            # Scripts

            The scripts that Drover runs and their parameters. A request names the script in `script_name` and gives the parameters in
            `script_config` (`POST /api/v1/task`). `GET /api/v1/scripts` answers the same for programs, with the scripts of plug-ins.
            `start_time` beside them says when: `"18:30"` (the next time that the server's clock shows it, which may be tomorrow), `"2026-11-24T18:30"` (by the
            server's clock) or `"2026-11-24T18:30:00Z"`; left out, the tasks run as soon as they can.

            This page is written from the declarations by `mvn -pl domain test -Dtest=ScriptsPageTest -Ddrover.write-documents=true`;
            a test compares it with them.
            """);
    types.all().forEach(type -> page.append(section(type)));
    return page.toString();
  }

  private static String section(ScriptType type) {
    StringBuilder section = new StringBuilder();
    section.append("\n## ").append(type.name()).append("\n\n").append(type.summary()).append('\n');
    section
        .append('\n')
        .append(
            type.fanOut()
                .map(
                    list ->
                        "- One task for each of `" + list.name() + "`, on each phone or account.")
                .orElse("- One task a phone or account."))
        .append('\n')
        .append(
            type.spends()
                .map(action -> "- Spends the daily budget `" + action.wireName() + "`.")
                .orElse(
                    "- Spends the daily budgets of what it does, as it goes, where there are any."))
        .append('\n');
    if (type.takesFiles()) {
      section.append("- Takes files from the material library or a folder.\n");
    }
    section.append(table(type.parameters()));
    type.parameters().stream()
        .filter(parameter -> parameter.kind() instanceof Kind.Group)
        .forEach(
            parameter -> {
              Kind.Group group = (Kind.Group) parameter.kind();
              section.append("\n`").append(parameter.name()).append("`:\n");
              section.append(table(group.parameters()));
            });
    return section.toString();
  }

  private static String table(List<Parameter<?>> parameters) {
    StringBuilder table =
        new StringBuilder("\n| parameter | value | default | |\n|---|---|---|---|\n");
    for (Parameter<?> parameter : parameters) {
      table
          .append("| `")
          .append(parameter.name())
          .append('`')
          .append(
              parameter.otherNames().stream()
                  .map(name -> ", `" + name + "`")
                  .collect(Collectors.joining()))
          .append(" | ")
          .append(value(parameter.kind()))
          .append(" | ")
          .append(parameter.fallback().map(value -> "`" + value + "`").orElse(""))
          .append(" | ")
          .append(words(parameter).replace("|", "\\|"))
          .append(" |\n");
    }
    return table.toString();
  }

  private static String value(Kind<?> kind) {
    return switch (kind) {
      case Kind.Text<?> _ -> "text";
      case Kind.Items<?> items ->
          switch (items.form()) {
            case ARRAY -> "array of strings";
            case STRING ->
                switch (items.separator()) {
                  case LINE -> "text, one a line";
                  case LINE_OR_COMMA -> "text, separated by commas or line ends";
                };
          };
      case Kind.Whole<?> whole -> whole.min() + " to " + whole.max();
      case Kind.Decimal<?> decimal -> "number, " + decimal.min() + " to " + decimal.max();
      case Kind.Flag _ -> "`true` or `false`";
      case Kind.Choice<?> choice ->
          choice.options().stream()
              .map(option -> "`" + option.wire() + "` " + option.summary())
              .collect(Collectors.joining("<br>"));
      case Kind.Group _ -> "object, below";
      case Kind.SecretText _ -> "secret";
      case Kind.Endpoint _ -> "URL";
    };
  }

  private static String words(Parameter<?> parameter) {
    String required =
        switch (parameter.required()) {
          case Required.No _ -> "";
          case Required.Always _ -> " Required.";
          case Required.With with ->
              " Required with `"
                  + with.parameter().name()
                  + "` `"
                  + with.value()
                  + "`"
                  + with.unless().map(other -> " unless `" + other.name() + "` is given").orElse("")
                  + ".";
        };
    return parameter.summary()
        + required
        + parameter.onlyOn().map(Platform::displayName).map(app -> " " + app + " only").orElse("")
        + (parameter.ignoredElsewhere() ? "; ignored elsewhere" : "")
        + (parameter.onlyOn().isPresent() ? "." : "");
  }
}
