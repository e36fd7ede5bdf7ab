package dev.drover.bootstrap.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/** Lists the commands in the help by what they are for. */
public final class GroupedCommands implements IHelpSectionRenderer {
  private static final Map<String, List<String>> GROUPS = groups();

  private static Map<String, List<String>> groups() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    groups.put("Run:", List.of("serve", "demo", "phone"));
    groups.put("Check and repair:", List.of("doctor", "rehearse", "profile", "agent"));
    groups.put("Who may use it:", List.of("key", "license"));
    return groups;
  }

  /** Has a command's help list its commands in groups. A command in no group stands at the end. */
  public static CommandLine in(CommandLine command) {
    command
        .getHelpSectionMap()
        .put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new GroupedCommands());
    command
        .getHelpSectionMap()
        .put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, _ -> "");
    return command;
  }

  @Override
  public String render(Help help) {
    Map<String, Help> left = new LinkedHashMap<>(help.subcommands());
    StringBuilder text = new StringBuilder();
    GROUPS.forEach(
        (heading, names) -> {
          Map<String, Help> group = new LinkedHashMap<>();
          for (String name : names) {
            if (left.containsKey(name)) {
              group.put(name, left.remove(name));
            }
          }
          append(text, heading, group, help);
        });
    append(text, "More:", left, help);
    return text.toString();
  }

  private static void append(
      StringBuilder text, String heading, Map<String, Help> group, Help help) {
    if (!group.isEmpty()) {
      text.append(System.lineSeparator())
          .append(heading)
          .append(System.lineSeparator())
          .append(help.commandList(group));
    }
  }
}
