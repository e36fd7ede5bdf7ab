package dev.drover.http.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.application.task.CreateTasks;
import dev.drover.application.task.CreateTasks.Interval;
import dev.drover.application.task.CreateTasks.Targets;
import dev.drover.application.text.NearestName;
import dev.drover.domain.account.Username;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.script.AllowedEndpoints;
import dev.drover.domain.script.Problems;
import dev.drover.domain.script.ScriptType;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.script.UnsupportedScript;
import dev.drover.domain.script.Values;
import dev.drover.domain.task.StartTime;
import dev.drover.domain.task.TaskSource;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import dev.drover.http.json.ObjectReader;
import dev.drover.http.json.PlainValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Makes a use case's request of the body of {@code POST /task}. */
final class TaskRequestReader {
  private static final List<String> KEYS =
      List.of(
          "serials",
          "usernames",
          "script_name",
          "script_config",
          "enable_multi_account",
          "start_time",
          "min_interval",
          "max_interval");

  /** Other words for the time of a start, without underscores. */
  private static final Set<String> LIKE_START_TIME =
      Set.of(
          "start",
          "startat",
          "runat",
          "time",
          "date",
          "datetime",
          "at",
          "when",
          "schedule",
          "scheduledat",
          "scheduletime",
          "scheduledtime");

  /** A week: longer than that apart, tasks are better given start times. */
  private static final int LONGEST_INTERVAL_MINUTES = 7 * 24 * 60;

  /** Of a configuration: ten thousand URLs of 200 characters fit. */
  private static final int MOST_CHARACTERS = 2 * 1024 * 1024;

  /** Of what is not targets: a thousand comments of 60 characters fit. */
  private static final int MOST_OF_EACH_TASK = 64 * 1024;

  private static final int MOST_NAMED = 3;

  private TaskRequestReader() {}

  /**
   * A request that can be carried out.
   *
   * @param warnings what was given but means nothing
   */
  record TaskRequest(CreateTasks.Request request, List<String> warnings) {}

  /**
   * @param source where the request came from
   * @throws ApiError if it can't be carried out, with everything that is wrong
   */
  static TaskRequest read(
      JsonNode body, ScriptTypes scripts, AllowedEndpoints endpoints, TaskSource source) {
    ObjectReader reader = ObjectReader.withoutEmpties(body);
    ScriptType script = script(reader, scripts);
    Targets targets = targets(reader);
    Optional<StartTime> startTime = startTime(reader);
    Interval interval = interval(reader);
    Optional<ObjectReader> config = reader.object("script_config");
    if (config.isEmpty() && !reader.has("script_config")) {
      reader.invalid("script_config", "must be an object with the script's parameters");
    }
    Problems problems = new Problems();
    Optional<Values> values =
        config.map(given -> script.read(PlainValues.of(given.node()), endpoints, problems));
    config.ifPresent(
        given -> {
          problems.errors().forEach(error -> given.invalid(error.field(), error.message()));
          refuseMisspelt(given, problems.unknown());
        });
    String shown =
        config.flatMap(given -> values.map(read -> shown(given, script, read))).orElse("");
    int ofEachTask = config.map(given -> withoutTargets(given.node())).orElse(0);
    refuseLong(reader, shown, ofEachTask);
    List<String> warnings = unknownFields(reader);
    reader.refuseIfInvalid();
    problems
        .warnings()
        .forEach(
            warning -> warnings.add("/script_config/" + warning.field() + " " + warning.message()));
    return new TaskRequest(
        new CreateTasks.Request(
            targets, script, values.orElseThrow(), shown, ofEachTask, source, startTime, interval),
        warnings);
  }

  /** A parameter that is almost a known one is an error: what it was to change would be missed. */
  private static void refuseMisspelt(ObjectReader config, List<Problems.Unknown> unknown) {
    for (Problems.Unknown parameter : unknown) {
      NearestName.of(parameter.name(), parameter.known())
          .ifPresent(
              known ->
                  config.invalid(
                      parameter.field(),
                      "is not a parameter of this script; did you mean \"" + known + "\"?"));
    }
  }

  /** Warns of unknown fields. One that is almost a known one is an error: it would be missed. */
  private static List<String> unknownFields(ObjectReader reader) {
    List<String> warnings = new ArrayList<>();
    for (String pointer : reader.unknownKeys(KEYS)) {
      String key = pointer.substring(1);
      meant(key)
          .ifPresentOrElse(
              known ->
                  reader.invalid(
                      key, "is not a field of this request; did you mean \"" + known + "\"?"),
              () -> warnings.add(pointer + " is not a field of this request and was ignored"));
    }
    return warnings;
  }

  /** A task that was to start later must not start at once. */
  private static Optional<String> meant(String key) {
    return NearestName.of(key, KEYS)
        .or(
            () ->
                LIKE_START_TIME.contains(key.replace("_", "").toLowerCase(Locale.ROOT))
                    ? Optional.of("start_time")
                    : Optional.empty());
  }

  /** The configuration as it is stored and shown: as given, without secrets. */
  private static String shown(ObjectReader given, ScriptType script, Values values) {
    JsonNode masked = ConfigMask.masked(given.node(), script.parameters());
    return CanonicalScalars.in(masked, script.parameters(), values).toString();
  }

  /**
   * Finds the script of a request.
   *
   * @throws ApiError 40002 without a name, 40003 for one that can't be run
   */
  private static ScriptType script(ObjectReader request, ScriptTypes scripts) {
    String supported = "supported are " + String.join(", ", scripts.names());
    String name =
        request
            .text("script_name")
            .orElseThrow(
                () ->
                    new ApiError(
                        ErrorCode.SCRIPT_NAME_MISSING, "script_name is missing; " + supported));
    return scripts
        .find(name)
        .orElseThrow(
            () ->
                new ApiError(
                    ErrorCode.SCRIPT_NOT_SUPPORTED,
                    UnsupportedScript.ofWireName(name)
                            .map(script -> "the script " + name + notSupported(script))
                            .orElseGet(() -> "there is no script \"" + name + "\"")
                        + "; "
                        + supported));
  }

  private static String notSupported(UnsupportedScript script) {
    return script
        .whyNever()
        .map(why -> " is not supported, and will not be: " + why)
        .orElse(" is not supported through the API yet");
  }

  /** The characters of a configuration that each of its tasks keeps: all but the targets. */
  private static int withoutTargets(JsonNode config) {
    return config.properties().stream()
        .filter(field -> !TaskView.TARGET_KEYS.contains(field.getKey()))
        .mapToInt(field -> field.getKey().length() + field.getValue().toString().length())
        .sum();
  }

  private static void refuseLong(ObjectReader reader, String config, int ofEachTask) {
    if (config.length() > MOST_CHARACTERS) {
      reader.invalid(
          "script_config",
          "has "
              + config.length()
              + " characters as JSON; at most "
              + MOST_CHARACTERS
              + " are kept. Split the request");
    }
    if (ofEachTask > MOST_OF_EACH_TASK) {
      reader.invalid(
          "script_config",
          "has "
              + ofEachTask
              + " characters beside its targets, which each task keeps; at most "
              + MOST_OF_EACH_TASK
              + " are allowed. Shorten it, or split the request");
    }
  }

  private static Targets targets(ObjectReader reader) {
    List<DeviceSerial> serials =
        reader.parsedTexts("serials", text -> new DeviceSerial(text.strip())).orElse(List.of());
    List<Username> usernames = reader.parsedTexts("usernames", Username::parse).orElse(List.of());
    boolean everyAccount = reader.flag("enable_multi_account").orElse(false);
    if (!reader.has("serials") && !reader.has("usernames")) {
      reader.invalid(
          "serials", "or usernames must name at least one phone or account" + butNot(reader));
    }
    return usernames.isEmpty()
        ? new Targets.Phones(serials, everyAccount)
        : new Targets.Accounts(usernames);
  }

  /** Names what may have been meant for the targets. */
  private static String butNot(ObjectReader reader) {
    List<String> unknown =
        reader.unknownKeys(KEYS).stream().limit(MOST_NAMED).map(key -> key.substring(1)).toList();
    return unknown.isEmpty()
        ? ""
        : "; fields that a request has not: " + String.join(", ", unknown);
  }

  private static Optional<StartTime> startTime(ObjectReader reader) {
    return reader.parsed("start_time", text -> StartTime.parse(text.strip()));
  }

  private static Interval interval(ObjectReader reader) {
    int min = reader.integer("min_interval", 0, LONGEST_INTERVAL_MINUTES).orElse(0);
    int max = reader.integer("max_interval", 0, LONGEST_INTERVAL_MINUTES).orElse(min);
    if (max < min) {
      reader.invalid("max_interval", "must not be below min_interval (" + min + ")");
      return Interval.NONE;
    }
    return new Interval(Duration.ofMinutes(min), Duration.ofMinutes(max));
  }
}
