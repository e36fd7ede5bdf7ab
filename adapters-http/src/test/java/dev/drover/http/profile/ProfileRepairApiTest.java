package dev.drover.http.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.application.port.device.ProfileRepairs.Figures;
import dev.drover.application.port.device.ProfileRepairs.Origin;
import dev.drover.application.port.device.ProfileRepairs.Proposal;
import dev.drover.application.port.device.ProfileRepairs.Repair;
import dev.drover.application.port.device.ProfileRepairs.Request;
import dev.drover.application.port.device.ProfileRepairs.Unfit;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests how repairs of profiles are asked for. */
class ProfileRepairApiTest {
  private final BlockingQueue<Request> asked = new LinkedBlockingQueue<>();
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final ApiUnderTest server = ApiUnderTest.with().repairs(this::proposed).start();
  private final Api api = server.client();

  @AfterEach
  void stop() {
    mayEnd.countDown();
    server.close();
  }

  private Repair proposed(Request request) throws Unfit {
    asked.add(request);
    switch (request.element()) {
      case "profile.unknown" -> throw new Unfit(Unfit.Part.ELEMENT, "is none of the profile");
      case "profile.slow" -> awaitEnd();
      default -> {}
    }
    return new Repair(
        "tiktok",
        "profiles/tiktok.yaml",
        request.element(),
        "en",
        List.of("profile"),
        List.of(
            new Proposal(
                Origin.MODEL,
                "Button \"Keep up\" [1,2][3,4]",
                "{text: Keep up}",
                new Figures(3, 1, 0),
                new Figures(20, 2, 0),
                1,
                List.of(),
                true,
                "--- a\n+++ a\n",
                "elements:\n")),
        false,
        List.of("tried on 4 stored screens"));
  }

  private void awaitEnd() {
    try {
      mayEnd.await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private Api.Answer repair(String body) throws Exception {
    return api.post("/profiles/repair", body);
  }

  @Test
  void proposals_are_answered_with_their_figures_and_the_difference() throws Exception {
    JsonNode data =
        repair(
                "{\"screen\": \"<hierarchy/>\", \"element\": \"profile.follow_button\", \"app\":"
                    + " \"tiktok\", \"at\": \"Keep up\", \"for\": \"ann\", \"locale\": \"en-US\"}")
            .data();

    assertThat(data.at("/proposals/0/diff").asText()).isEqualTo("--- a\n+++ a\n");
    assertThat(data.at("/proposals/0/stored"))
        .hasToString("{\"right\":3,\"missed\":1,\"wrong\":0}");
    assertThat(data.at("/proposals/0/origin").asText()).isEqualTo("model");
    assertThat(data.at("/proposals/0/weak").booleanValue()).isTrue();
    assertThat(data.at("/proposals/0/after").isMissingNode()).isTrue();
    Request request = asked.take();
    assertThat(request.screen()).isEqualTo("<hierarchy/>");
    assertThat(request.profile()).contains("tiktok");
    assertThat(request.at()).contains("Keep up");
    assertThat(request.argument()).contains("ann");
    assertThat(request.locale()).contains("en-US");
  }

  @Test
  void a_request_says_which_field_is_wrong() throws Exception {
    assertThat(repair("{\"screen\": \"<a/>\"}").message()).contains("/element");
    assertThat(repair("{\"element\": \"a.b\"}").message()).contains("/task_id or screen");
    assertThat(repair("{\"element\": \"a.b\", \"task_id\": 1, \"screen\": \"<a/>\"}").message())
        .contains("not both");
    assertThat(repair("{\"element\": \"a.b\", \"screen\": \"<a/>\", \"x\": 1}").message())
        .contains("/x");
    Api.Answer unknown = repair("{\"element\": \"profile.unknown\", \"screen\": \"<a/>\"}");
    assertThat(unknown.code()).isEqualTo(40001);
    assertThat(unknown.message()).isEqualTo("/element is none of the profile");
  }

  @Test
  void a_task_that_is_not_there_or_left_no_screen_is_not_found() throws Exception {
    assertThat(repair("{\"element\": \"a.b\", \"task_id\": 4242}").code()).isEqualTo(40401);
    long task =
        api.create(
                "{\"serials\": [\"P1\"], \"script_name\": \"follow\", \"script_config\":"
                    + " {\"target_user\": \"ann\"}}")
            .getFirst();
    Api.Answer none = repair("{\"element\": \"a.b\", \"task_id\": " + task + "}");
    assertThat(none.code()).isEqualTo(40401);
    assertThat(none.message()).contains("task " + task + " has left no screen");
  }

  @Test
  void while_one_repair_is_looked_for_another_one_is_to_come_again() throws Exception {
    FutureTask<Api.Answer> first =
        new FutureTask<>(() -> repair("{\"element\": \"profile.slow\", \"screen\": \"<a/>\"}"));
    Thread.ofVirtual().start(first);
    asked.take();

    Api.Answer second = repair("{\"element\": \"a.b\", \"screen\": \"<a/>\"}");
    assertThat(second.code()).isEqualTo(50301);
    assertThat(second.message()).contains("only one is at a time");

    mayEnd.countDown();
    assertThat(first.get().code()).isZero();
    assertThat(repair("{\"element\": \"a.b\", \"screen\": \"<a/>\"}").code()).isZero();
  }
}
