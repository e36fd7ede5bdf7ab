package dev.drover.bootstrap.vendorpages;

import static dev.drover.bootstrap.vendorpages.Claim.claim;
import static dev.drover.bootstrap.vendorpages.Expect.creates;
import static dev.drover.bootstrap.vendorpages.Expect.refuses;
import static dev.drover.bootstrap.vendorpages.Expect.startsAt;
import static dev.drover.bootstrap.vendorpages.Expect.tasks;
import static dev.drover.bootstrap.vendorpages.Request.script;
import static dev.drover.bootstrap.vendorpages.Request.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

/** Facts of the page about {@code account_warmup}. */
final class WarmupPage {
  private static final String KEY = "sk-your-openai-api-key";

  private WarmupPage() {}

  private static Claim accepted(String words, String config) {
    return claim(words, script("account_warmup", config), creates(1));
  }

  private static Claim refused(String words, String config, String field) {
    return claim(words, script("account_warmup", config), refuses("/script_config/" + field));
  }

  static List<Claim> durations() {
    return List.of(
        accepted("no parameter at all: everything has a default", ""),
        accepted("task_duration", "'task_duration': 600"),
        accepted("task_duration as 600.0", "'task_duration': 600.0"),
        accepted("task_duration with a fraction", "'task_duration': 90.5"),
        accepted("task_duration as a text", "'task_duration': '900'"),
        refused("task_duration 0", "'task_duration': 0", "task_duration"),
        accepted("min_duration and max_duration", "'min_duration': 10, 'max_duration': 30"),
        accepted("both the same", "'min_duration': 20, 'max_duration': 20"),
        accepted("with fractions", "'min_duration': 1.5, 'max_duration': 2.5"),
        accepted("max_duration below the default of min_duration", "'max_duration': 10"),
        refused(
            "max_duration below min_duration",
            "'min_duration': 30, 'max_duration': 10",
            "max_duration"),
        accepted("topic: one phrase", "'topic': 'funny cats'"),
        accepted("topic: one phrase a line", "'topic': 'funny cats\\ndog videos\\npets'"),
        accepted("topic empty", "'topic': ''"));
  }

  static List<Claim> probabilities() {
    return Stream.of("like_probable", "floow_probable", "collect_probable", "comment_probable")
        .flatMap(
            name ->
                Stream.of(
                    accepted(name + " 0", "'comment': 'Nice', '" + name + "': 0"),
                    accepted(name + " 100", "'comment': 'Nice', '" + name + "': 100"),
                    accepted(name + " 12.5", "'comment': 'Nice', '" + name + "': 12.5"),
                    accepted(name + " as a text", "'comment': 'Nice', '" + name + "': '30'"),
                    refused(name + " 101", "'comment': 'Nice', '" + name + "': 101", name),
                    refused(name + " -1", "'comment': 'Nice', '" + name + "': -1", name)))
        .toList();
  }

  static List<Claim> comments() {
    return List.of(
        accepted(
            "comment: one a line",
            "'comment_probable': 15, 'comment': 'Amazing! 🔥\\nLove it!\\nSo good! 👏'"),
        accepted("comment empty", "'comment': ''"),
        accepted("insert_emoji", "'comment': 'Nice', 'insert_emoji': true"),
        accepted("insert_emoji as a text", "'comment': 'Nice', 'insert_emoji': 'false'"),
        accepted("comment_order random", "'comment': 'Nice', 'comment_order': 'random'"),
        accepted("comment_order sequential", "'comment': 'Nice', 'comment_order': 'sequential'"),
        accepted("comment_order empty is as if absent", "'comment': 'Nice', 'comment_order': ''"),
        refused(
            "comment_order of another value",
            "'comment': 'Nice', 'comment_order': 'last'",
            "comment_order"));
  }

  static List<Claim> languageModel() {
    return List.of(
        accepted("generate_by_chatgpt false", "'generate_by_chatgpt': false"),
        accepted(
            "generate_by_chatgpt false with empty settings",
            "'generate_by_chatgpt': false, 'chatgpt_settings': {}"),
        accepted(
            "settings of a generator that is off are not judged",
            "'generate_by_chatgpt': false, 'chatgpt_settings': {'api_key': '', 'base_url':"
                + " 'ftp://nowhere', 'temperature': 9}"),
        refused(
            "api_key is required",
            "'generate_by_chatgpt': true, 'chatgpt_settings': {'model': 'gpt-4'}",
            "chatgpt_settings/api_key"),
        refused(
            "the settings are required, for their key",
            "'generate_by_chatgpt': true",
            "chatgpt_settings/api_key"),
        generated("the key alone", ""),
        generated("model", ", 'model': 'gpt-3.5-turbo'"),
        generated("prompt", ", 'prompt': 'Write a short, friendly comment'"),
        generated("max_tokens", ", 'max_tokens': 50"),
        generated("max_tokens as a text", ", 'max_tokens': '50'"),
        generated("temperature", ", 'temperature': 0.8"),
        generated("temperature 0", ", 'temperature': 0"),
        generated("temperature 2", ", 'temperature': 2"),
        refused(
            "temperature 2.1",
            "'generate_by_chatgpt': true, 'chatgpt_settings': {'api_key': '"
                + KEY
                + "', 'temperature': 2.1}",
            "chatgpt_settings/temperature"),
        generated("base_url of OpenAI", ", 'base_url': 'https://api.openai.com/v1'"),
        generated("base_url empty is as if absent", ", 'base_url': ''"),
        generated("base_url on this machine", ", 'base_url': '{model}'"),
        refusedAddress("Drover's own port", "http://127.0.0.1:{api-port}/v1"),
        refusedAddress("Drover's own port by its name", "http://localhost:{api-port}/v1"),
        refusedAddress("the database", "http://127.0.0.1:{database-port}/v1"),
        refusedAddress("the adb server", "http://127.0.0.1:1/v1"),
        refusedAddress("another machine of the network", "http://192.168.1.1/v1"),
        claim(
            "the key is not given back",
            script(
                "account_warmup",
                "'generate_by_chatgpt': true, 'chatgpt_settings': {'api_key': '" + KEY + "'}"),
            creates(1),
            (reply, farm) -> {
              String task = farm.api().task(reply.taskIds().getFirst()).toString();
              assertThat(task).contains("api_key").doesNotContain(KEY);
            }));
  }

  private static Claim generated(String words, String more) {
    return accepted(
        "generate_by_chatgpt: " + words,
        "'generate_by_chatgpt': true, 'chatgpt_settings': {'api_key': '" + KEY + "'" + more + "}");
  }

  private static Claim refusedAddress(String words, String address) {
    return refused(
        "base_url is not " + words,
        "'generate_by_chatgpt': true, 'chatgpt_settings': {'api_key': '"
            + KEY
            + "', 'base_url': '"
            + address
            + "'}",
        "chatgpt_settings/base_url");
  }

  /** The examples of the page, by what they combine. */
  static List<Claim> examples() {
    String interactions =
        "'task_duration': 1200, 'topic': 'cooking\\nrecipes\\nfood', 'min_duration': 20,"
            + " 'max_duration': 60, 'like_probable': 30, 'floow_probable': 10,"
            + " 'collect_probable': 5, 'comment_probable': 15, 'comment': 'Amazing! 🔥\\nSo"
            + " good!', 'insert_emoji': true, 'comment_order': 'random'";
    String settings = "'task_duration': 600, 'min_duration': 15, 'max_duration': 30";
    return List.of(
        accepted("with all interactions", interactions),
        claim(
            "on several phones with all their accounts",
            task(
                "'serials': ['device_1', 'device_2', 'device_3'], 'script_name': 'account_warmup',"
                    + " 'script_config': {"
                    + settings
                    + ", 'like_probable': 20}, 'enable_multi_account': true"),
            creates(5)),
        claim(
            "scheduled",
            task(
                "'serials': ['device_serial_1'], 'script_name': 'account_warmup',"
                    + " 'script_config': {"
                    + settings
                    + ", 'floow_probable': 5}, 'start_time': '09:00'"),
            creates(1),
            startsAt("09:00")),
        claim(
            "by accounts",
            task(
                "'usernames': ['@my_account1', '@my_account2'], 'script_name': 'account_warmup',"
                    + " 'script_config': {"
                    + settings
                    + "}"),
            creates(2),
            tasks("/username", "'my_account1'", "'my_account2'")));
  }
}
