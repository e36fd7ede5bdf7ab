package dev.drover.http.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every parameter of every script, over real HTTP and a real PostgreSQL. */
class ScriptConfigTest {
  private static final String URL_1 = "https://www.tiktok.com/@a/video/1";
  private static final String URL_2 = "https://www.tiktok.com/@a/video/2";

  private ApiUnderTest server;
  private Api api;

  @BeforeEach
  void start() {
    server = ApiUnderTest.with().commentBaseUrls(URI.create("http://127.0.0.1:9/v1")).start();
    api = new Api(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Single quotes stand for double ones. */
  private Api.Answer create(String script, String config) throws Exception {
    return api.post(
        "/task",
        ("{'serials': ['P1', 'P2'], 'script_name': '"
                + script
                + "', 'script_config': "
                + config
                + "}")
            .replace('\'', '"'));
  }

  @ParameterizedTest(name = "{0} {1} → {2}: {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "post | {'content_type': 2} | content_type | 0 to 1",
        "post | {'content_type': '0x'} | content_type | integer",
        "post | {'image_count': 1e400} | image_count | 1 to 35",
        "follow | {'target_users': 1e400} | target_users | array of strings",
        "account_warmup | {'generate_by_chatgpt': true, 'chatgpt_settings': {'api_key': 'k', 'temperature': -1e400}} | chatgpt_settings/temperature | 0.0 to 2.0",
        "post | {'content_type': 1, 'image_count': 36} | image_count | 1 to 35",
        "post | {'image_count': 0} | image_count | 1 to 35",
        "post | {'captions': 5} | captions | string",
        "post | {'captions': '{a'} | captions | character 1",
        "post | {'post_way': 'mail'} | post_way | share, addButton, useSound",
        "post | {'post_way': 'useSound'} | sound_name | required",
        "post | {'material_source': 'cloud'} | material_source | materialLibrary, localFolder",
        "post | {'material_source': 'localFolder'} | material_path | required",
        "post | {'material_list': 'a.mp4'} | material_list | array",
        "post | {'material_list': ['a.mp4', ' ']} | material_list/1 | path",
        "post | {'materials_tags': ['a']} | materials_tags | string",
        "post | {'upload_wait_time': -1} | upload_wait_time | 0 to 3600",
        "post | {'sound_wait_time': 3601} | sound_wait_time | 0 to 3600",
        "post | {'add_sound': 2} | add_sound | custom",
        "post | {'add_sound': true} | add_sound | custom",
        "post | {'add_sound': 'custom'} | custom_sound_keyword | required",
        "post | {'origin_sound_volume': 101} | origin_sound_volume | 0 to 100",
        "post | {'add_sound_volume': 1.5} | add_sound_volume | 0 to 100",
        "post | {'add_product_link': true} | add_product_link | 0 to 1",
        "post | {'placement': 'wall'} | placement | reel, story",
        "comment | {'comment_content': 'hi'} | target_post_urls | target_post_url",
        "comment | {'target_post_urls': [], 'comment_content': 'hi'} | target_post_urls | at least one",
        "comment | {'target_post_urls': ['https://evil.example/p/1'], 'comment_content': 'hi'} | target_post_urls/0 | tiktok.com",
        "comment | {'target_post_url': 'https://www.tiktok.com/@a/video/1,x', 'comment_content': 'hi'} | target_post_url | \"x\"",
        "comment | {'target_post_url': 'https://www.tiktok.com/@a/video/1'} | comment_content | required",
        "comment | {'target_post_url': 'https://www.tiktok.com/@a/video/1', 'comment_content': ' '} | comment_content | required",
        "comment | {'target_post_url': 'https://www.tiktok.com/@a/video/1', 'comment_content': 'a', 'comment_order': 'up'} | comment_order | random, sequential",
        "comment | {'target_post_url': 'https://www.tiktok.com/@a/video/1', 'comment_content': 'a', 'insert_emoji': 1} | insert_emoji | true or false",
        "comment | {'target_post_url': 'https://www.instagram.com/p/x', 'comment_content': 'a', 'comment_image_path': 'a.png'} | comment_image_path | TikTok only",
        "account_warmup | {'task_duration': 0} | task_duration | 1 to 86400",
        "account_warmup | {'topic': 5} | topic | string",
        "account_warmup | {'min_duration': 40, 'max_duration': 39} | max_duration | min_duration"
            + " (40)",
        "account_warmup | {'min_duration': 15, 'max_duration': 10} | max_duration | min_duration"
            + " (15)",
        "account_warmup | {'like_probable': 101} | like_probable | 0 to 100",
        "account_warmup | {'floow_probable': -1} | floow_probable | 0 to 100",
        "account_warmup | {'collect_probable': '5%'} | collect_probable | 0 to 100",
        "account_warmup | {'comment_probable': 100.1} | comment_probable | 0 to 100",
        "account_warmup | {'generate_by_chatgpt': true} | chatgpt_settings/api_key | required",
        "account_warmup | {'generate_by_chatgpt': true, 'chatgpt_settings': {'api_key': ' '}} | chatgpt_settings/api_key | required",
        "account_warmup | {'generate_by_chatgpt': true, 'chatgpt_settings': 'x'} | chatgpt_settings | object",
        "account_warmup | {'generate_by_chatgpt': true, 'chatgpt_settings': {'api_key': 'k', 'max_tokens': 0}} | chatgpt_settings/max_tokens | 1 to 4096",
        "account_warmup | {'generate_by_chatgpt': true, 'chatgpt_settings': {'api_key': 'k', 'temperature': 2.1}} | chatgpt_settings/temperature | 0.0 to 2.0",
        "account_warmup | {'generate_by_chatgpt': true, 'chatgpt_settings': {'api_key': 'k', 'base_url': 'http://example.org'}} | chatgpt_settings/base_url | https",
        "account_warmup | {'generate_by_chatgpt': true, 'chatgpt_settings': {'api_key': 'k', 'base_url': 'https://u:p@example.org'}} | chatgpt_settings/base_url | user",
        "account_warmup | {'generate_by_chatgpt': true, 'chatgpt_settings': {'api_key': 'k', 'base_url': 'https://169.254.169.254/latest'}} | chatgpt_settings/base_url | public internet",
        "account_warmup | {'generate_by_chatgpt': true, 'chatgpt_settings': {'api_key': 'k', 'base_url': 'https://[::ffff:10.0.0.1]/v1'}} | chatgpt_settings/base_url | public internet",
        "account_warmup | {'generate_by_chatgpt': true, 'chatgpt_settings': {'api_key': 'k', 'base_url': 'https://2130706433/v1'}} | chatgpt_settings/base_url | public internet",
        "account_warmup | {'generate_by_chatgpt': true, 'chatgpt_settings': {'api_key': 'k', 'base_url': 'https://localhost:8443/v1'}} | chatgpt_settings/base_url | public internet",
        "account_warmup | {'generate_by_chatgpt': true, 'chatgpt_settings': {'api_key': 'k', 'base_url': 'file:///etc/passwd'}} | chatgpt_settings/base_url | https",
      })
  void what_a_script_does_not_take_is_named_with_what_it_does(
      String script, String config, String pointer, String allowed) throws Exception {
    Api.Answer answer = create(script, config);

    assertThat(answer.code()).as(answer.message()).isEqualTo(40001);
    JsonNode error = answer.data().path("errors").get(0);
    assertThat(answer.data().path("errors")).hasSize(1);
    assertThat(error.path("field").asText()).isEqualTo("/script_config/" + pointer);
    assertThat(error.path("message").asText()).contains(allowed);
    assertThat(api.get("/task/stats").data().path("total").asInt()).isZero();
  }

  private void addAccount(String name, String platform) throws Exception {
    Api.Answer added =
        api.post(
            "/accounts",
            "{\"username\": \""
                + name
                + "\", \"platform\": \""
                + platform
                + "\", \"device\": \"P1\"}");
    assertThat(added.code()).as(added.message()).isZero();
  }

  private Api.Answer createFor(String account, String script, String config) throws Exception {
    return api.post(
        "/task",
        ("{'usernames': ['"
                + account
                + "'], 'script_name': '"
                + script
                + "', 'script_config': "
                + config
                + "}")
            .replace('\'', '"'));
  }

  @ParameterizedTest(name = "{0}: {1} {2} → {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "insta | post | {'post_way': 'useSound', 'sound_name': 'Waltz'} | post_way",
        "insta | post | {'add_product_link': 1} | add_product_link",
        "insta | post | {'content_type': 1, 'image_count': 2, 'placement': 'story'} | image_count",
        "insta | comment | {'target_post_urls': ['https://www.tiktok.com/@a/video/1'], 'comment_content': 'hi'} | target_post_urls",
        "tik | comment | {'target_post_urls': ['https://www.instagram.com/p/x'], 'comment_content': 'hi'} | target_post_urls",
        "tik | post | {'placement': 'story'} | placement",
        "insta | comment | {'target_post_urls': ['https://www.instagram.com/p/x',"
            + " 'https://www.tiktok.com/@a/video/1'], 'comment_content': 'hi'} | target_post_urls",
      })
  void what_an_accounts_platform_can_t_do_is_refused_by_name(
      String account, String script, String config, String fields) throws Exception {
    addAccount("insta", "instagram");
    addAccount("tik", "tiktok");

    Api.Answer answer = createFor(account, script, config);

    assertThat(answer.code()).as(answer.message()).isEqualTo(40001);
    assertThat(answer.data().path("errors").findValuesAsText("field"))
        .containsExactly(
            Arrays.stream(fields.split(", "))
                .map(field -> "/script_config/" + field)
                .toArray(String[]::new));
    assertThat(answer.message()).contains(account).contains("No task was created");
    assertThat(api.get("/task/stats").data().path("total").asInt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'add_sound': -1, 'origin_sound_volume': 50, 'add_sound_volume': 50, 'add_product_link': 0,"
            + " 'post_way': 'share', 'sound_name': '', 'placement': 'reel'}",
        "{'placement': 'story'}",
        "{'content_type': 1, 'image_count': 5, 'post_way': 'addButton'}",
      })
  void what_is_left_as_it_is_by_default_fits_every_platform(String config) throws Exception {
    addAccount("insta", "instagram");

    Api.Answer answer = createFor("insta", "post", config);

    assertThat(answer.code()).as(answer.message()).isZero();
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'add_sound': 1} | add_sound is",
        "{'add_sound': '0'} | add_sound is",
        "{'add_sound': 'custom', 'custom_sound_keyword': 'rain'} | add_sound, custom_sound_keyword"
            + " are",
        "{'custom_sound_keyword': 'rain'} | custom_sound_keyword is",
        "{'sound_name': 'Waltz'} | sound_name is",
        "{'origin_sound_volume': 0} | origin_sound_volume is",
        "{'add_sound_volume': 51} | add_sound_volume is",
      })
  void sounds_and_volumes_are_ignored_on_instagram_with_a_warning(String config, String names)
      throws Exception {
    addAccount("insta", "instagram");
    addAccount("tik", "tiktok");

    Api.Answer ignored = createFor("insta", "post", config);
    Api.Answer used = createFor("tik", "post", config);

    assertThat(ignored.code()).as(ignored.message()).isZero();
    assertThat(ignored.data().path("warnings").toString())
        .contains(names + " ignored for @insta: Instagram has no such setting");
    assertThat(used.code()).as(used.message()).isZero();
    assertThat(used.data().path("warnings").toString()).doesNotContain("ignored");
  }

  private Api.Answer createForEveryAccount(String script, String config) throws Exception {
    return api.post(
        "/task",
        ("{'serials': ['P1'], 'enable_multi_account': true, 'script_name': '"
                + script
                + "', 'script_config': "
                + config
                + "}")
            .replace('\'', '"'));
  }

  @Test
  void with_every_account_of_a_phone_those_that_do_not_fit_are_left_out_with_a_warning()
      throws Exception {
    addAccount("insta", "instagram");
    addAccount("tik", "tiktok");

    Api.Answer answer = createForEveryAccount("post", "{'add_product_link': 1}");

    assertThat(answer.code()).as(answer.message()).isZero();
    assertThat(answer.data().path("created_count").asInt()).isEqualTo(1);
    assertThat(answer.data().path("warnings").toString())
        .contains(
            "no task was made for one account: account @insta is on Instagram: add_product_link"
                + " works on TikTok only");
    assertThat(api.get("/task").data().path("tasks").findValuesAsText("username"))
        .containsExactly("tik");
  }

  @Test
  void with_every_account_of_a_phone_a_request_that_fits_none_is_refused() throws Exception {
    addAccount("insta", "instagram");

    Api.Answer answer = createForEveryAccount("post", "{'add_product_link': 1}");

    assertThat(answer.code()).as(answer.message()).isEqualTo(40001);
    assertThat(answer.message()).contains("insta").contains("No task was created");
    assertThat(answer.data().path("errors").findValuesAsText("field"))
        .containsExactly("/script_config/add_product_link");
    assertThat(api.get("/task/stats").data().path("total").asInt()).isZero();
  }

  @Test
  void with_every_account_of_a_phone_no_warning_tells_of_an_app_that_is_not_used()
      throws Exception {
    addAccount("insta", "instagram");
    addAccount("tik", "tiktok");

    Api.Answer answer =
        createForEveryAccount("post", "{'add_product_link': 1, 'origin_sound_volume': 5}");

    assertThat(answer.data().path("warnings").toString()).doesNotContain("ignored for");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'content_type': 1, 'image_count': 35, 'captions': 'Title##{a|{b|c}} #tag', 'post_way': 'addButton'}",
        "{'post_way': 'useSound', 'sound_name': 'https://www.tiktok.com/music/x-1', 'sound_wait_time': 0}",
        "{'material_source': 'localFolder', 'material_path': '/videos', 'upload_wait_time': 3600}",
        "{'material_list': ['a.mp4'], 'material_source': 'localFolder'}",
        "{'materials_tags': 'a, b,,a', 'add_sound': 'custom', 'custom_sound_keyword': 'rain'}",
        "{'add_sound': -1, 'origin_sound_volume': 0, 'add_sound_volume': 100, 'add_product_link': 1}",
        "{'add_sound': '0', 'placement': 'story'}",
        "{'add_sound': 1, 'captions': null}",
      })
  void every_way_to_post_is_understood(String config) throws Exception {
    Api.Answer answer = create("post", config);

    assertThat(answer.code()).as(answer.message()).isZero();
    assertThat(answer.data().path("created_count").asInt()).isEqualTo(2);
    JsonNode task = api.task(answer.data().path("task_ids").get(0).asLong());
    assertThat(task.path("script_config")).isEqualTo(Api.JSON.readTree(config.replace('\'', '"')));
  }

  @Test
  void a_comment_has_a_task_for_each_target_and_phone() throws Exception {
    Api.Answer answer =
        create(
            "comment",
            "{'target_post_urls': ['"
                + URL_1
                + "', '"
                + URL_2
                + "', '"
                + URL_1
                + "'], 'comment_content': 'one\\ntwo\\n\\none', 'comment_order': 'sequential',"
                + " 'insert_emoji': true, 'comment_image_path': 'a.png'}");

    assertThat(answer.code()).as(answer.message()).isZero();
    assertThat(answer.data().path("task_ids")).hasSize(4);
    assertThat(api.get("/task?script_name=comment").data().path("tasks").findValuesAsText("target"))
        .containsExactly(URL_2, URL_1, URL_2, URL_1);
  }

  @Test
  void several_targets_may_stand_in_one_string() throws Exception {
    Api.Answer answer =
        create(
            "comment",
            "{'target_post_url': ' " + URL_1 + "\\n" + URL_2 + ", ', 'comment_content': 'hi'}");

    assertThat(answer.data().path("created_count").asInt()).as(answer.message()).isEqualTo(4);
  }

  @Test
  void an_api_key_is_never_shown_again() throws Exception {
    Api.Answer answer =
        create(
            "account_warmup",
            "{'task_duration': 60, 'topic': 'cats\\ndogs', 'min_duration': 5, 'max_duration': 5,"
                + " 'like_probable': 10, 'floow_probable': 5, 'collect_probable': 0, 'comment_probable': 100,"
                + " 'comment': 'nice', 'generate_by_chatgpt': true, 'chatgpt_settings': {'api_key': 'sk-canary-1',"
                + " 'model': 'm', 'prompt': 'p', 'max_tokens': 50, 'temperature': 0, 'base_url':"
                + " 'http://127.0.0.1:9/v1/'}}");
    assertThat(answer.code()).as(answer.message()).isZero();

    String shown = api.get("/task").data().toString();

    assertThat(shown).doesNotContain("canary").contains("\"api_key\":\"********\"");
  }

  @Test
  void what_means_nothing_is_a_warning() throws Exception {
    Api.Answer answer =
        create(
            "account_warmup",
            "{'comment_probable': 5, 'colour': 1, 'chatgpt_settings': {'voice': 'x'}}");

    assertThat(answer.code()).isZero();
    assertThat(answer.data().path("warnings").toString())
        .contains("/script_config/colour")
        .doesNotContain("voice")
        .contains("comment_probable has no effect");
    assertThat(
            create(
                    "account_warmup",
                    "{'generate_by_chatgpt': true,"
                        + " 'chatgpt_settings': {'api_key': 'k', 'voice': 'x'}}")
                .data()
                .path("warnings")
                .toString())
        .contains("/script_config/chatgpt_settings/voice");
  }

  @Test
  void the_scripts_that_are_known_by_name_only_are_refused_by_name() throws Exception {
    ScriptTypes types = ScriptTypes.builtIn();
    List<String> unknown =
        Stream.of("login", "message", "super_marketing", "scrape_user")
            .filter(name -> types.find(name).isEmpty())
            .toList();
    assertThat(unknown).isNotEmpty();
    for (String script : unknown) {
      Api.Answer answer = create(script, "{}");

      assertThat(answer.code()).isEqualTo(40003);
      assertThat(answer.message())
          .contains(script)
          .contains("post, follow, unfollow, comment, account_warmup")
          .contains(String.join(", ", types.names()));
    }
  }
}
