package dev.drover.domain.task;

import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.regex.Pattern;

/** When a task may start, as the client gave it. */
public sealed interface StartTime {

  /** The first instant, from {@code now} on, at which a task with this start time is due. */
  Instant dueFrom(Instant now, ZoneId zone);

  /** The text that {@link #parse} reads. */
  String text();

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
   * Reads {@code "HH:MM"} (00:00 to 23:59) or an RFC 3339 instant.
   *
   * @throws IllegalArgumentException if it is neither; the message says what is allowed
   */
  static StartTime parse(String text) {
    try {
      if (Formats.WALL_CLOCK.matcher(text).matches()) {
        return new WallClock(LocalTime.parse(text));
      }
      Instant instant = OffsetDateTime.parse(text).toInstant();
      if (instant.isBefore(Formats.EARLIEST) || instant.isAfter(Formats.LATEST)) {
        throw new IllegalArgumentException("must lie between the years 1970 and 9999");
      }
      return new At(instant);
    } catch (DateTimeParseException notATime) {
      throw new IllegalArgumentException(
          "must be \"HH:MM\" (00:00 to 23:59) or an RFC 3339 instant such as 2026-11-24T02:00:00Z",
          notATime);
    }
  }

  /** What {@link #parse} accepts. */
  final class Formats {
    private static final Pattern WALL_CLOCK = Pattern.compile("\\d{2}:\\d{2}");
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Formats() {}
  }
}
