package dev.drover.http.event;

import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a listener may want to hear of. */
enum Topic {
  TASKS,
  DEVICES,
  ACCOUNTS,
  LEASES,
  /** Steps of attempts, many of them: only for whoever names them. */
  STEPS;

  /** What a listener hears of that names no topics. */
  static final Set<Topic> USUAL = Set.copyOf(EnumSet.complementOf(EnumSet.of(STEPS)));

  private static final String NAMES =
      Arrays.stream(values()).map(Topic::wireName).collect(Collectors.joining(", "));

  private String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a list of topics, separated by commas.
   *
   * @throws IllegalArgumentException if one of them is none
   */
  static Set<Topic> parseAll(String text) {
    return Arrays.stream(text.split(","))
        .map(name -> parse(name.strip()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Topic parse(String name) {
    return Arrays.stream(values())
        .filter(topic -> topic.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be a list of " + NAMES + ", separated by commas"));
  }

  /** Returns the topic of a change; empty for what is between servers alone. */
  static Optional<Topic> of(QueueEvent event) {
    return switch (event) {
      case QueueEvent.TaskChanged _ -> Optional.of(TASKS);
      case QueueEvent.TaskDeleted _ -> Optional.of(TASKS);
      case QueueEvent.StepTaken _ -> Optional.of(STEPS);
      case QueueEvent.AccountChanged _ -> Optional.of(ACCOUNTS);
      case QueueEvent.DeviceChanged _ -> Optional.of(DEVICES);
      case QueueEvent.LeaseChanged _ -> Optional.of(LEASES);
      case QueueEvent.StopRequested _ -> Optional.empty();
      case QueueEvent.AccessEnded _ -> Optional.empty();
      case QueueEvent.ChangesMissed _ -> Optional.empty();
    };
  }
}
