package dev.drover.bootstrap.vendorpages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.bootstrap.vendorpages.Claim.Expectation;
import dev.drover.http.testing.Api;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What the answers of the pages are. */
final class Expect {
  private Expect() {}

  /** Tasks are created, and nothing that was asked for is left out. */
  static Expectation creates(int count) {
    return (reply, farm) -> {
      checkCreated(reply, count);
      assertThat(reply.warnings()).noneMatch(warning -> warning.contains("ignored"));
    };
  }

  /** Tasks are created, and a warning says this; that a phone is away is not it. */
  static Expectation createsWarning(int count, String warning) {
    return (reply, farm) -> {
      checkCreated(reply, count);
      assertThat(reply.warnings())
          .as(reply.envelope().toString())
          .filteredOn(each -> !each.matches("phone \\S+ is not .* its tasks wait .*"))
          .anyMatch(each -> each.contains(warning));
    };
  }

  private static void checkCreated(Reply reply, int count) {
    assertThat(reply.code()).as(reply.envelope().toString()).isZero();
    assertThat(reply.message()).isEqualTo("success");
    assertThat(reply.data().path("created_count").asInt()).isEqualTo(count);
    assertThat(reply.taskIds()).hasSize(count).isSorted().allMatch(id -> id > 0);
    reply.data().path("task_ids").forEach(id -> assertThat(id.isIntegralNumber()).isTrue());
  }

  /** The code, with data that is null or details. */
  static Expectation answers(int code) {
    return (reply, farm) -> {
      assertThat(reply.code()).as(reply.envelope().toString()).isEqualTo(code);
      assertThat(reply.message()).isNotBlank();
    };
  }

  /** The request is refused, and the error names this field once. */
  static Expectation refuses(String field) {
    return (reply, farm) -> {
      assertThat(reply.code()).as(reply.envelope().toString()).isEqualTo(40001);
      List<String> fields = new ArrayList<>();
      reply.data().path("errors").forEach(error -> fields.add(error.path("field").asText()));
      assertThat(fields).as(reply.envelope().toString()).containsOnlyOnce(field);
      assertThat(reply.message()).contains(field.substring(field.lastIndexOf('/') + 1));
    };
  }

  static Expectation says(String part) {
    return (reply, farm) -> assertThat(reply.message()).contains(part);
  }

  /** A value of the answer's data, in JSON with single quotes. */
  static Expectation has(String pointer, String json) {
    return (reply, farm) ->
        assertThat(reply.data().at(pointer))
            .as("%s of %s", pointer, reply.envelope())
            .isEqualTo(json(json));
  }

  /** A value of each created task, in the order of their ids. */
  static Expectation tasks(String pointer, String... json) {
    return (reply, farm) -> {
      List<JsonNode> values = new ArrayList<>();
      for (long id : reply.taskIds()) {
        values.add(farm.api().task(id).at(pointer));
      }
      List<JsonNode> expected = new ArrayList<>();
      for (String each : json) {
        expected.add(json(each));
      }
      assertThat(values).as("%s of the created tasks", pointer).isEqualTo(expected);
    };
  }

  /** The list has this many tasks or accounts, all of them on this page. */
  static Expectation lists(int count) {
    return lists(count, count);
  }

  static Expectation lists(int onThisPage, int total) {
    return (reply, farm) -> {
      assertThat(reply.code()).as(reply.envelope().toString()).isZero();
      JsonNode rows =
          reply.data().has("tasks") ? reply.data().path("tasks") : reply.data().path("accounts");
      assertThat(rows).as(reply.envelope().toString()).hasSize(onThisPage);
      assertThat(reply.data().path("total").asInt()).isEqualTo(total);
    };
  }

  /** The created tasks start at this wall-clock time of the server, within a day. */
  static Expectation startsAt(String time) {
    return (reply, farm) -> {
      for (long id : reply.taskIds()) {
        Instant at = Instant.parse(farm.api().task(id).path("scheduled_at").asText());
        LocalTime wallClock = LocalTime.ofInstant(at, ZoneId.systemDefault());
        assertThat(wallClock)
            .isBetween(LocalTime.parse(time), LocalTime.parse(time).plusMinutes(1));
        assertThat(Duration.between(Instant.now(), at))
            .isBetween(Duration.ofMinutes(-2), Duration.ofHours(25));
      }
    };
  }

  /** Each created task starts so many minutes after the one before. */
  static Expectation startsApart(long minutes) {
    return (reply, farm) -> {
      List<Instant> times = new ArrayList<>();
      for (long id : reply.taskIds()) {
        times.add(Instant.parse(farm.api().task(id).path("scheduled_at").asText()));
      }
      for (int i = 1; i < times.size(); i++) {
        assertThat(Duration.between(times.get(i - 1), times.get(i)))
            .isEqualTo(Duration.ofMinutes(minutes));
      }
    };
  }

  static JsonNode json(String text) {
    try {
      return Api.JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException notJson) {
      throw new IllegalArgumentException(text, notJson);
    }
  }
}
