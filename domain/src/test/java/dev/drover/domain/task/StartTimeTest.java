package dev.drover.domain.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartTimeTest {

  @ParameterizedTest(name = "{0} seen at {1} in {2} is due at {3}")
  @CsvSource({
    // Later today, the current minute, tomorrow.
    "02:00, 2026-11-24T01:30:00Z, UTC, 2026-11-24T02:00:00Z",
    "02:00, 2026-11-24T02:00:59Z, UTC, 2026-11-24T02:00:59Z",
    "02:00, 2026-11-24T02:01:00Z, UTC, 2026-11-25T02:00:00Z",
    "00:00, 2026-12-31T23:59:59Z, UTC, 2027-01-01T00:00:00Z",
    // Berlin leaves out 02:00 to 03:00 on 2026-03-29, and has it twice on 2026-10-25.
    "02:30, 2026-03-29T00:00:00Z, Europe/Berlin, 2026-03-29T01:00:00Z",
    "02:30, 2026-03-29T01:00:01Z, Europe/Berlin, 2026-03-30T00:30:00Z",
    "02:30, 2026-10-24T23:00:00Z, Europe/Berlin, 2026-10-25T00:30:00Z",
    "02:30, 2026-10-25T00:31:00Z, Europe/Berlin, 2026-10-25T01:30:00Z",
    "02:30, 2026-10-25T01:31:00Z, Europe/Berlin, 2026-10-26T01:30:00Z",
    // Lord Howe's clocks go by half an hour only: 02:00 to 02:30 is left out on 2026-10-04.
    "02:15, 2026-10-03T15:00:00Z, Australia/Lord_Howe, 2026-10-03T15:30:00Z",
    "02:45, 2026-10-03T15:00:00Z, Australia/Lord_Howe, 2026-10-03T15:45:00Z",
    // Apia went from 29 to 31 December 2011: a whole day left out.
    "12:00, 2011-12-29T23:00:00Z, Pacific/Apia, 2011-12-30T10:00:00Z",
    "09:00, 2011-12-30T11:00:00Z, Pacific/Apia, 2011-12-30T19:00:00Z",
    // Midnight itself is left out in Beirut on 2026-03-29.
    "00:00, 2026-03-28T12:00:00Z, Asia/Beirut, 2026-03-28T22:00:00Z",
  })
  void a_wall_clock_minute_is_due_at_its_next_occurrence(
      String minute, String now, String zone, String due) {
    assertThat(StartTime.parse(minute).dueFrom(Instant.parse(now), ZoneId.of(zone)))
        .isEqualTo(Instant.parse(due));
  }

  @Test
  void an_instant_in_the_past_means_now() {
    Instant now = Instant.parse("2026-11-24T10:00:00Z");

    assertThat(StartTime.parse("2026-11-24T09:00:00Z").dueFrom(now, ZoneId.of("UTC")))
        .isEqualTo(now);
    assertThat(StartTime.parse("2026-11-24T13:00:00+02:00").dueFrom(now, ZoneId.of("UTC")))
        .isEqualTo(Instant.parse("2026-11-24T11:00:00Z"));
  }

  @Test
  void one_digit_will_do_for_the_hour() {
    assertThat(StartTime.parse("9:05").text()).isEqualTo("09:05");
  }

  @ParameterizedTest(name = "{0} in {1} is {2}")
  @CsvSource({
    "2026-11-29T09:00, Europe/Berlin, 2026-11-29T08:00:00Z",
    "2026-11-29T09:00:30.5, UTC, 2026-11-29T09:00:30.500Z",
    // Left out, and there twice.
    "2026-03-29T02:30, Europe/Berlin, 2026-03-29T01:00:00Z",
    "2026-10-25T02:30, Europe/Berlin, 2026-10-25T00:30:00Z",
  })
  void a_local_date_and_time_is_meant_in_the_servers_zone(
      String text, String zone, String instant) {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");

    assertThat(StartTime.parse(text).in(ZoneId.of(zone)).text()).isEqualTo(instant);
    assertThat(StartTime.parse(text).dueFrom(now, ZoneId.of(zone)))
        .isEqualTo(Instant.parse(instant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":00",
        "24:00",
        "9:60",
        "12:60",
        "12:00:00",
        " 12:00",
        "noon",
        "2026-11-24",
        "-1:00",
        "2026-11-24T10",
        "2026-02-30T10:00",
        "2026-11-24 10:00",
        "2026-13-01T00:00:00Z",
        "１２:００"
      })
  void anything_else_is_refused_with_what_is_allowed(String text) {
    assertThatThrownBy(() -> StartTime.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HH:MM");
  }

  @Test
  void years_that_no_database_keeps_are_refused() {
    assertThatThrownBy(() -> StartTime.parse("+99999-01-01T00:00:00Z"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> StartTime.parse("1960-01-01T00:00:00Z"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> StartTime.parse("9999-12-31T23:59"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> StartTime.parse("1970-01-01T00:00"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(
            List.of(
                "UTC",
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "Pacific/Apia",
                "Asia/Kathmandu",
                "America/St_Johns",
                "Africa/Cairo"))
        .map(ZoneId::of);
  }

  @Property(tries = 3000)
  void a_minute_is_never_in_the_past_and_at_most_two_days_away(
      @ForAll @LongRange(min = 0, max = 2_500_000_000L) long second,
      @ForAll @IntRange(min = 0, max = 1439) int minute,
      @ForAll @From("zones") ZoneId zone) {
    Instant now = Instant.ofEpochSecond(second);
    StartTime start = new StartTime.WallClock(LocalTime.ofSecondOfDay(minute * 60L));

    Instant due = start.dueFrom(now, zone);

    assertThat(due).isAfterOrEqualTo(now);
    assertThat(Duration.between(now, due)).isLessThanOrEqualTo(Duration.ofHours(49));
    assertThat(StartTime.parse(start.text())).isEqualTo(start);
  }
}
