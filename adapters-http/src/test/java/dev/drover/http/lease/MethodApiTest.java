package dev.drover.http.lease;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.domain.control.NodeSelector;
import dev.drover.domain.control.NodeSelector.Comparison;
import dev.drover.domain.control.PhoneCommand;
import dev.drover.http.testing.Api;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls UiAutomator2's methods on a leased phone. */
class MethodApiTest {
  private static final NodeSelector NOTES = NodeSelector.ofText("Notes");

  private LeasedPhone phones;
  private String session;

  @BeforeEach
  void start() throws Exception {
    phones = new LeasedPhone();
    session = phones.open("P1");
  }

  @AfterEach
  void close() {
    phones.close();
  }

  private JsonNode result(String method, String params) throws Exception {
    Api.Answer answer =
        phones.call(
            session,
            "{'serial': 'P1', 'method': '"
                + method
                + "', 'params': "
                + params
                + ", 'timeout': 20}");
    assertThat(answer.code()).as(answer.message()).isZero();
    return answer.data();
  }

  private PhoneCommand sent(String method, String params) throws Exception {
    result(method, params);
    return phones.server().phones().received("P1").getLast();
  }

  private Api.Answer refused(String method, String params) throws Exception {
    int before = phones.server().phones().received("P1").size();
    Api.Answer answer =
        phones.call(session, "{'method': '" + method + "', 'params': " + params + "}");
    assertThat(answer.code()).isEqualTo(40001);
    assertThat(phones.server().phones().received("P1")).hasSize(before);
    return answer;
  }

  @Test
  void gestures_and_keys_have_ui_automator_s_parameters() throws Exception {
    assertThat(sent("click", "[540, 1200]")).isEqualTo(new PhoneCommand.Tap(540, 1200));
    assertThat(sent("click", "[540.0, '1200']")).isEqualTo(new PhoneCommand.Tap(540, 1200));
    assertThat(sent("click", "[1, 2, 1500]"))
        .isEqualTo(new PhoneCommand.LongPress(1, 2, Duration.ofMillis(1500)));
    assertThat(sent("longClick", "[1, 2]"))
        .isEqualTo(new PhoneCommand.LongPress(1, 2, Duration.ofMillis(800)));
    assertThat(sent("swipe", "[1, 2, 3, 4, 40]"))
        .isEqualTo(new PhoneCommand.Swipe(1, 2, 3, 4, Duration.ofMillis(200)));
    assertThat(sent("drag", "[1, 2, 3, 4]"))
        .isEqualTo(new PhoneCommand.Drag(1, 2, 3, 4, Duration.ofMillis(250)));
    assertThat(sent("pressKey", "['home']")).isEqualTo(new PhoneCommand.PressKey(3));
    assertThat(sent("pressKey", "['recent']")).isEqualTo(new PhoneCommand.PressKey(187));
    assertThat(sent("pressKey", "[66]")).isEqualTo(new PhoneCommand.PressKey(66));
    assertThat(sent("pressKeyCode", "[66, 0]")).isEqualTo(new PhoneCommand.PressKey(66));
    assertThat(sent("openNotification", "[]")).isEqualTo(new PhoneCommand.OpenNotifications());
    assertThat(sent("openQuickSettings", "null")).isEqualTo(new PhoneCommand.OpenQuickSettings());
    assertThat(sent("setClipboard", "['label', 'text']"))
        .isEqualTo(new PhoneCommand.SetClipboard("text"));
    assertThat(result("getClipboard", "[]").asText()).isEqualTo("text");
  }

  @Test
  void questions_are_answered_as_json() throws Exception {
    JsonNode info = result("deviceInfo", "[]");
    assertThat(info.path("displayWidth").asInt()).isEqualTo(1080);
    assertThat(info.path("displayHeight").asInt()).isEqualTo(2400);
    assertThat(result("isScreenOn", "[]").isBoolean()).isTrue();
    result("sleep", "[]");
    assertThat(result("isScreenOn", "[]").asBoolean()).isFalse();
    result("wakeUp", "[]");
    assertThat(result("dumpWindowHierarchy", "[true, 50]").asText()).contains("<node ");
    assertThat(result("count", "[{'clickable': true}]").asInt()).isEqualTo(1);
    assertThat(result("objInfo", "{'text': 'Notes'}").path("bounds").path("right").asInt())
        .isEqualTo(270);
  }

  @Test
  void nodes_are_found_touched_and_filled() throws Exception {
    assertThat(result("exist", "[{'text': 'Notes'}]").asBoolean()).isTrue();
    assertThat(result("waitForExists", "[{'text': 'Notes'}, 5000]").asBoolean()).isTrue();
    assertThat(result("waitUntilGone", "[{'text': 'Notes'}, 10]").asBoolean()).isFalse();
    assertThat(sent("longClick", "[{'text': 'Notes'}]"))
        .isEqualTo(new PhoneCommand.LongPressNode(NOTES, Duration.ofMillis(800)));
    result("click", "[{'text': 'Notes'}]");
    String field = "{'className': 'android.widget.EditText'}";
    result("setText", "[" + field + ", 'a note']");
    assertThat(result("getText", "[" + field + "]").asText()).isEqualTo("a note");
    assertThat(sent("typeText", "[' 👋 你好']")).isEqualTo(new PhoneCommand.TypeText(" 👋 你好"));
    assertThat(result("getText", "[" + field + "]").asText()).isEqualTo("a note 👋 你好");
    result("clearTextField", "[" + field + "]");
    assertThat(result("getText", "[" + field + "]").asText()).isEmpty();
  }

  @Test
  void the_selectors_of_ui_automator_2_s_own_client_are_understood() throws Exception {
    PhoneCommand sent =
        sent(
            "exist",
            "[{'mask': 2097409, 'childOrSibling': [], 'childOrSiblingSelector': [],"
                + " 'textContains': 'Not', 'resourceIdMatches': '.*:id/icon', 'clickable': true,"
                + " 'packageName': 'com.example.launcher', 'descriptionStartsWith': '',"
                + " 'classNameMatches': 'android.*', 'instance': 0, 'description': null}]");

    NodeSelector selector = ((PhoneCommand.Exists) sent).node();
    assertThat(selector.text())
        .contains(new NodeSelector.TextCondition(Comparison.CONTAINS, "Not"));
    assertThat(selector.resourceId())
        .contains(new NodeSelector.TextCondition(Comparison.MATCHES, ".*:id/icon"));
    assertThat(selector.description())
        .contains(new NodeSelector.TextCondition(Comparison.STARTS_WITH, ""));
    assertThat(selector.className().orElseThrow().comparison()).isEqualTo(Comparison.MATCHES);
    assertThat(selector.clickable()).contains(true);
    assertThat(selector.index()).hasValue(0);
  }

  @Test
  void a_list_is_scrolled_as_far_as_needed() throws Exception {
    assertThat(sent("scrollTo", "{'text': 'Notes'}"))
        .isEqualTo(new PhoneCommand.ScrollTo(Optional.empty(), NOTES, OptionalInt.empty()));
    assertThat(sent("scrollTo", "[{'text': 'Notes'}, 7]"))
        .isEqualTo(new PhoneCommand.ScrollTo(Optional.empty(), NOTES, OptionalInt.of(7)));
    assertThat(sent("scrollTo", "[{'text': 'Notes'}, {'text': 'Notes'}, true]"))
        .isEqualTo(new PhoneCommand.ScrollTo(Optional.of(NOTES), NOTES, OptionalInt.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'method': 'waitForExists', 'params': [{'text': 'Notes'}, 500]} | 500",
        "{'method': 'waitForExists', 'params': [{'text': 'Notes'}, 90000]} | 60000",
        "{'method': 'waitForExists', 'params': [{'text': 'Notes'}, 9000], 'timeout': 0.25} | 250",
        "{'method': 'waitForExists', 'params': {'text': 'Notes'}} | 10000",
        "{'method': 'waitForExists', 'params': {'text': 'Notes'}, 'timeout': 3} | 3000",
        "{'method': 'waitForExists', 'params': {'text': 'Notes'}, 'timeout': 1e99} | 10000",
      })
  void a_wait_is_within_what_the_client_waits_for(String body, int millis) throws Exception {
    assertThat(phones.call(session, body).code()).isZero();
    assertThat(phones.server().phones().received("P1").getLast())
        .isEqualTo(new PhoneCommand.WaitForExists(NOTES, Duration.ofMillis(millis)));
  }

  @Test
  void a_node_that_is_missing_is_a_plain_refusal() throws Exception {
    Api.Answer answer = phones.call(session, "{'method': 'click', 'params': {'text': 'Follow'}}");
    assertThat(answer.code()).isEqualTo(40901);
    assertThat(answer.message()).contains("Follow");
  }

  @Test
  void an_unknown_method_is_told_with_the_list() throws Exception {
    Api.Answer answer = refused("clickk", "[1, 2]");
    assertThat(answer.message()).contains("did you mean click").contains("waitUntilGone");
    assertThat(MethodReader.methods())
        .allSatisfy(name -> assertThat(answer.message()).contains(name));
    assertThat(phones.call(session, "{}").code()).isEqualTo(40001);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "click | [1] | params/1",
        "click | [1, -2] | params/1",
        "click | ['a', 2] | params/0",
        "click | [0.5, 0.5] | params/0",
        "click | [1, 2, 3, 4] | params/3",
        "click | 'x' | params",
        "click | [{'text': 'a'}, 'tl'] | params/1",
        "click | [1, 1e999999999] | params/1",
        "swipe | [1, 2, 3] | params/3",
        "swipe | [1, 2, 3, 4, 99999] | params/4",
        "pressKey | ['warp'] | params/0",
        "pressKey | [] | params/0",
        "pressKeyCode | [66, 1] | params/1",
        "pressKeyCode | [1000] | params/0",
        "exist | [] | params/0",
        "exist | [{}] | params/0",
        "exist | [{'text': 5}] | params/0/text",
        "exist | [{'text': 'a', 'textContains': 'b'}] | params/0/textContains",
        "exist | [{'texts': 'a'}] | did you mean text",
        "exist | [{'text': 'a', 'index': 3}] | params/0/index",
        "exist | [{'text': 'a', 'childOrSibling': ['child']}] | params/0/childOrSibling",
        "exist | [{'text': 'a', 'instance': -1}] | params/0/instance",
        "exist | [{'clickable': 'perhaps'}] | params/0/clickable",
        "setText | [{'text': 'a'}] | params/1",
        "setText | [{'text': 'a'}, 5] | params/1",
        "scrollTo | [{'text': 'a'}, {'text': 'b'}, false] | params/2",
        "deviceInfo | [1] | params/0",
      })
  void what_can_not_be_honoured_is_named(String method, String params, String told)
      throws Exception {
    assertThat(refused(method, params).message()).contains(told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "'soon'", "[]"})
  void a_timeout_is_a_positive_number(String timeout) throws Exception {
    assertThat(phones.call(session, "{'method': 'isScreenOn', 'timeout': " + timeout + "}").code())
        .isEqualTo(40001);
  }
}
