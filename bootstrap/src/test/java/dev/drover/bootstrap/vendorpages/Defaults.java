package dev.drover.bootstrap.vendorpages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The default of every parameter that the pages give one, against {@code GET /scripts}. */
final class Defaults {
  /** Script, parameter, default in JSON; an empty text, array or object is "none". */
  private static final String TABLE =
      """
      post            content_type                     0
      post            image_count                      1
      post            captions                         none
      post            post_way                         'share'
      post            material_source                  'materialLibrary'
      post            material_path                    none
      post            material_list                    none
      post            materials_tags                   none
      post            upload_wait_time                 30
      post            sound_wait_time                  10
      post            add_sound                        '-1'
      post            sound_name                       none
      post            custom_sound_keyword             none
      post            origin_sound_volume              50
      post            add_sound_volume                 50
      post            add_product_link                 0
      post            placement                        'reel'
      follow          target_users                     none
      follow          target_user                      none
      follow          access_method                    'direct'
      unfollow        target_users                     none
      unfollow        target_user                      none
      unfollow        access_method                    'direct'
      comment         target_post_urls                 none
      comment         target_post_url                  none
      comment         comment_content                  none
      comment         comment_order                    'random'
      comment         insert_emoji                     false
      comment         comment_image_path               none
      account_warmup  task_duration                    600
      account_warmup  topic                            none
      account_warmup  min_duration                     15
      account_warmup  max_duration                     30
      account_warmup  like_probable                    0
      account_warmup  floow_probable                   0
      account_warmup  collect_probable                 0
      account_warmup  comment_probable                 0
      account_warmup  comment                          none
      account_warmup  insert_emoji                     false
      account_warmup  comment_order                    'random'
      account_warmup  generate_by_chatgpt              false
      account_warmup  chatgpt_settings                 none
      account_warmup  chatgpt_settings/api_key         none
      account_warmup  chatgpt_settings/prompt          none
      account_warmup  chatgpt_settings/max_tokens      100
      account_warmup  chatgpt_settings/temperature     0.7
      """;

  private Defaults() {}

  static Stream<DynamicTest> on(Farm farm) {
    return TABLE
        .lines()
        .map(line -> line.split("\\s+"))
        .map(
            row ->
                dynamicTest(
                    row[0] + " " + row[1] + ": " + row[2],
                    () -> check(farm, row[0], row[1], row[2])));
  }

  private static void check(Farm farm, String script, String path, String expected)
      throws Exception {
    JsonNode parameters = named(farm.api().get("/scripts").data().path("scripts"), script);
    JsonNode parameter = parameters;
    for (String name : path.split("/")) {
      parameter = named(parameter.path("parameters"), name);
    }
    JsonNode fallback = parameter.path("default");
    if (expected.equals("none")) {
      assertThat(fallback.isNull() || (fallback.isEmpty() && fallback.asText().isEmpty()))
          .as("the default of %s: %s", path, parameter)
          .isTrue();
    } else {
      JsonNode wanted = Expect.json(expected);
      assertThat(fallback.asText()).as(parameter.toString()).isEqualTo(wanted.asText());
    }
  }

  /** The one that has this name, or another name that is this one. */
  private static JsonNode named(JsonNode array, String name) {
    List<String> seen = new ArrayList<>();
    for (JsonNode each : array) {
      List<String> names = new ArrayList<>(List.of(each.path("name").asText()));
      each.path("other_names").forEach(other -> names.add(other.asText()));
      if (names.contains(name)) {
        return each;
      }
      seen.addAll(names);
    }
    throw new AssertionError("there is no " + name + " among " + Arrays.toString(seen.toArray()));
  }
}
