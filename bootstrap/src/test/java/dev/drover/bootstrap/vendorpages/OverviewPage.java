package dev.drover.bootstrap.vendorpages;

import static dev.drover.bootstrap.vendorpages.Claim.claim;
import static dev.drover.bootstrap.vendorpages.Expect.answers;
import static dev.drover.bootstrap.vendorpages.Expect.creates;
import static dev.drover.bootstrap.vendorpages.Expect.has;
import static dev.drover.bootstrap.vendorpages.Expect.lists;
import static dev.drover.bootstrap.vendorpages.Expect.refuses;
import static dev.drover.bootstrap.vendorpages.Expect.says;
import static dev.drover.bootstrap.vendorpages.Expect.tasks;
import static dev.drover.bootstrap.vendorpages.Request.get;
import static dev.drover.bootstrap.vendorpages.Request.post;
import static dev.drover.bootstrap.vendorpages.Request.script;
import static dev.drover.bootstrap.vendorpages.Request.task;

import java.util.List;

/** Facts of the page that introduces the API: envelope, codes, licence, names of scripts. */
final class OverviewPage {
  /** What the pages of every version name, whether Drover has it or not. */
  static final List<String> SCRIPT_NAMES =
      List.of(
          "post",
          "follow",
          "unfollow",
          "account_warmup",
          "comment",
          "like",
          "message",
          "super_marketing",
          "profile",
          "scrape_user",
          "login",
          "match_account");

  private OverviewPage() {}

  static List<Claim> responseFormat() {
    return List.of(
        claim(
            "a success has code 0, the message success, and data",
            get("/task/stats"),
            answers(0),
            says("success"),
            has("/total", "0")),
        claim(
            "40001: a parameter is invalid, and the message names it",
            script("follow", "'access_method': 'teleport', 'target_user': 'ann'"),
            refuses("/script_config/access_method")),
        claim(
            "40002: script_name is missing",
            task("'serials': ['device_serial_1'], 'script_config': {}"),
            answers(40002)),
        claim(
            "40002: script_name is empty",
            task("'serials': ['device_serial_1'], 'script_name': '', 'script_config': {}"),
            answers(40002)),
        claim(
            "40002: script_name is null, as Python's None is sent",
            task("'serials': ['device_serial_1'], 'script_name': null, 'script_config': {}"),
            answers(40002)),
        claim(
            "40003: the API does not support the script, and the message lists those it does",
            script("no_such_script", ""),
            answers(40003),
            says("follow")),
        claim("40401: there is no such task", get("/task/987654321"), answers(40401)),
        claim("40401: there is no such path", get("/tasks-of-old"), answers(40401)));
  }

  static List<Claim> quickStart() {
    return List.of(
        claim(
            "license/check answers the plan, its phones and whether it has the API",
            get("/license/check"),
            has("/plan_name", "'Pro'"),
            has("/api_enabled", "true"),
            has("/device_limit", "20"),
            has("/message", "'API access enabled'")),
        claim(
            "a first task: two phones, a caption, no multi-account, a start time",
            task(
                "'serials': ['device_serial_1', 'device_serial_2'], 'script_name': 'post',"
                    + " 'script_config': {'content_type': 1, 'captions': 'Look at this! #viral'},"
                    + " 'enable_multi_account': false, 'start_time': '14:30'"),
            creates(2),
            tasks("/serial", "'device_serial_1'", "'device_serial_2'"),
            tasks("/start_time", "'14:30'", "'14:30'")),
        claim(
                "the list of pending tasks, page 1 with 20 a page",
                get("/task?status=0&page=1&page_size=20"),
                lists(1),
                has("/page", "1"),
                has("/page_size", "20"))
            .about(script("follow", "'target_user': 'ann'")),
        claim(
                "the same URL without quotes in a shell, which cuts it at the ampersand",
                get("/task?status=0"),
                lists(1))
            .about(script("follow", "'target_user': 'ann'")));
  }

  /** Scripts that Drover does not have, by decision. */
  static List<Claim> scriptsThatAreRefused() {
    return List.of("message", "super_marketing", "scrape_user", "login").stream()
        .map(
            name ->
                claim(
                    name + " answers 40003 and lists what is supported",
                    script(name, "'target_user': '@ann', 'message': 'Hello'"),
                    answers(40003),
                    says(name),
                    says("account_warmup")))
        .toList();
  }

  /** Any name of the pages serves as a filter, so that a client's overview does not break. */
  static List<Claim> scriptNamesAsFilters() {
    return SCRIPT_NAMES.stream()
        .map(
            name ->
                claim(
                    "a list may ask for " + name + ", and finds no task",
                    get("/task?script_name=" + name),
                    lists(0)))
        .toList();
  }

  static List<Claim> states() {
    return List.of(
        claim(
                "0 is pending",
                get("/task/{task}"),
                has("/status", "0"),
                has("/status_text", "'pending'"))
            .about(script("follow", "'target_user': 'ann'")),
        claim(
                "a task that is not running has nothing to stop",
                post("/task/{task}/stop"),
                answers(40901))
            .about(script("follow", "'target_user': 'ann'")));
  }
}
