package dev.drover.http.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one request may have the server keep. */
@Timeout(120)
class LargeRequestTest {
  private static ObjectNode request(String script) {
    ObjectNode body = Api.JSON.createObjectNode().put("script_name", script);
    body.putArray("serials").add("P1");
    body.putObject("script_config");
    return body;
  }

  private static ObjectNode follow(int users) {
    ObjectNode body = request("follow");
    ArrayNode targets = config(body).putArray("target_users");
    for (int i = 0; i < users; i++) {
      targets.add("@a_user_with_a_name_that_is_as_long_as_platforms_allow_" + i);
    }
    return body;
  }

  private static ObjectNode config(ObjectNode body) {
    return (ObjectNode) body.path("script_config");
  }

  @Test
  void what_one_request_may_have_kept_is_bounded() throws Exception {
    try (ApiUnderTest server = ApiUnderTest.start()) {
      Api api = new Api(server.port());
      ObjectNode long2 = follow(40_000);
      ObjectNode comments = request("comment");
      ArrayNode urls = config(comments).putArray("target_post_urls");
      for (int i = 0; i < 2_000; i++) {
        urls.add("https://www.instagram.com/p/C0ffee" + i + "/");
      }
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < 4_000; i++) {
        lines.append("comment ").append(i).append('\n');
      }
      config(comments).put("comment_content", lines.toString());

      Api.Answer tooLong = api.post("/task", long2.toString());
      Api.Answer tooMuch = api.post("/task", comments.toString());

      assertThat(tooLong.code()).isEqualTo(40001);
      assertThat(tooLong.message()).contains("/script_config", "Split the request");
      assertThat(tooMuch.code()).isEqualTo(40001);
      assertThat(tooMuch.message()).contains("each of the 2000 tasks", "No task was created");
      assertThat(api.get("/task/stats").data().path("total").asInt()).isZero();
    }
  }
}
