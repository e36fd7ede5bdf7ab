package dev.drover.domain.task;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import java.util.regex.Pattern;

/** When a task may start, as the client gave it. */
public sealed interface StartTime {

  /** The first instant, from {@code now} on, at which a task with this start time is due. */
  Instant dueFrom(Instant now, ZoneId zone);

  /** The text that {@link #parse} reads. */
  String text();

  /** Returns this start time in a form that no longer depends on the zone of a server. */
  default StartTime in(ZoneId zone) {
    return this;
  }

  /**
   * Returns when a task is due if that is on a later day although no date was given: the time of
   * day is past for today.
   */
  default Optional<ZonedDateTime> dueOnLaterDay(Instant now, ZoneId zone) {
    return Optional.empty();
  }

  /**
   * The next occurrence of a wall-clock minute in the server's time zone. The current minute counts
   * as now.
   *
   * <p>If the clocks skip that minute, the task is due at the moment of the change. If the minute
   * occurs twice, the first occurrence that is not past counts.
   */
  record WallClock(LocalTime minute) implements StartTime {
    public WallClock {
      minute = minute.truncatedTo(ChronoUnit.MINUTES);
    }

    @Override
    public Instant dueFrom(Instant now, ZoneId zone) {
      ZonedDateTime here = now.atZone(zone);
      ZonedDateTime thisMinute = here.truncatedTo(ChronoUnit.MINUTES);
      if (thisMinute.toLocalTime().equals(minute)) {
        return now;
      }
      for (int days = 0; ; days++) {
        var local = here.toLocalDate().plusDays(days).atTime(minute);
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        if (transition != null && transition.isGap()) {
          if (!transition.getInstant().isBefore(now)) {
            return transition.getInstant();
          }
          continue;
        }
        Instant earlier = ZonedDateTime.ofLocal(local, zone, null).toInstant();
        if (earlier.isAfter(now)) {
          return earlier;
        }
        Instant later =
            ZonedDateTime.ofLocal(local, zone, null).withLaterOffsetAtOverlap().toInstant();
        if (later.isAfter(now)) {
          return later;
        }
      }
    }

    @Override
    public Optional<ZonedDateTime> dueOnLaterDay(Instant now, ZoneId zone) {
      ZonedDateTime due = dueFrom(now, zone).atZone(zone);
      return due.toLocalDate().isAfter(now.atZone(zone).toLocalDate())
          ? Optional.of(due)
          : Optional.empty();
    }

    @Override
    public String text() {
      return minute.format(DateTimeFormatter.ofPattern("HH:mm"));
    }
  }

  /** An instant; one in the past means now. */
  record At(Instant instant) implements StartTime {
    @Override
    public Instant dueFrom(Instant now, ZoneId zone) {
      return instant.isBefore(now) ? now : instant;
    }

    @Override
    public String text() {
      return instant.toString();
    }
  }

  /**
   * A date and a time of day in the server's time zone, in years 1970 to 9999. A time that the
   * clocks skip means the moment of the change; of a time that occurs twice, the first counts.
   */
  record Local(LocalDateTime time) implements StartTime {
    public Local {
      // A day covers the offset of any zone.
      requireWithinLimits(time.minusDays(1).toInstant(ZoneOffset.UTC));
      requireWithinLimits(time.plusDays(1).toInstant(ZoneOffset.UTC));
    }

    @Override
    public Instant dueFrom(Instant now, ZoneId zone) {
      return in(zone).dueFrom(now, zone);
    }

    @Override
    public At in(ZoneId zone) {
      ZoneOffsetTransition transition = zone.getRules().getTransition(time);
      return new At(
          transition != null && transition.isGap()
              ? transition.getInstant()
              : ZonedDateTime.ofLocal(time, zone, null).toInstant());
    }

    @Override
    public String text() {
      return time.toString();
    }
  }

  private static void requireWithinLimits(Instant instant) {
    if (instant.isBefore(Formats.EARLIEST) || instant.isAfter(Formats.LATEST)) {
      throw new IllegalArgumentException("must lie between the years 1970 and 9999");
    }
  }

  /**
   * Reads {@code "HH:MM"} (00:00 to 23:59; one digit will do for the hour), an RFC 3339 instant, or
   * a local date and time such as {@code 2026-11-24T09:00}.
   *
   * @throws IllegalArgumentException if it is none of these; the message says what is allowed
   */
  static StartTime parse(String text) {
    try {
      if (Formats.WALL_CLOCK.matcher(text).matches()) {
        return new WallClock(LocalTime.parse(text.length() < 5 ? "0" + text : text));
      }
      if (Formats.LOCAL.matcher(text).matches()) {
        return new Local(LocalDateTime.parse(text));
      }
      Instant instant = OffsetDateTime.parse(text).toInstant();
      requireWithinLimits(instant);
      return new At(instant);
    } catch (DateTimeParseException notATime) {
      throw new IllegalArgumentException(
          "must be \"HH:MM\" (00:00 to 23:59), an RFC 3339 instant such as 2026-11-24T02:00:00Z, or"
              + " a date and time in the server's time zone such as 2026-11-24T09:00",
          notATime);
    }
  }

  /** What {@link #parse} accepts. */
  final class Formats {
    private static final Pattern WALL_CLOCK = Pattern.compile("\\d{1,2}:\\d{2}");

    /** Without an offset at its end. */
    private static final Pattern LOCAL =
        Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?");

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Formats() {}
  }
}
