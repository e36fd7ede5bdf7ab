package dev.drover.bootstrap.vendorpages;

import static dev.drover.bootstrap.vendorpages.Claim.claim;
import static dev.drover.bootstrap.vendorpages.Expect.answers;
import static dev.drover.bootstrap.vendorpages.Expect.creates;
import static dev.drover.bootstrap.vendorpages.Expect.createsWarning;
import static dev.drover.bootstrap.vendorpages.Expect.has;
import static dev.drover.bootstrap.vendorpages.Expect.lists;
import static dev.drover.bootstrap.vendorpages.Expect.refuses;
import static dev.drover.bootstrap.vendorpages.Expect.says;
import static dev.drover.bootstrap.vendorpages.Expect.startsApart;
import static dev.drover.bootstrap.vendorpages.Expect.startsAt;
import static dev.drover.bootstrap.vendorpages.Expect.tasks;
import static dev.drover.bootstrap.vendorpages.Request.delete;
import static dev.drover.bootstrap.vendorpages.Request.get;
import static dev.drover.bootstrap.vendorpages.Request.post;
import static dev.drover.bootstrap.vendorpages.Request.script;
import static dev.drover.bootstrap.vendorpages.Request.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

/** Facts of the page about creating, reading and changing tasks. */
final class TaskManagementPage {
  private static final String FOLLOW_ANN =
      ", 'script_name': 'follow', 'script_config': {'target_user': 'ann'}";

  private TaskManagementPage() {}

  static List<Claim> targets() {
    return List.of(
        claim(
            "serials: one task for each phone",
            task("'serials': ['device_serial_1', 'device_serial_2']" + FOLLOW_ANN),
            creates(2),
            tasks("/serial", "'device_serial_1'", "'device_serial_2'"),
            tasks("/username", "null", "null")),
        claim(
            "usernames: one task for each account, on its phone",
            task("'usernames': ['@user1', '@user2']" + FOLLOW_ANN),
            creates(2),
            tasks("/username", "'user1'", "'user2'"),
            tasks("/serial", "'device_serial_1'", "'device_serial_2'")),
        claim(
            "usernames: the @ is optional",
            task("'usernames': ['user1']" + FOLLOW_ANN),
            creates(1),
            tasks("/username", "'user1'")),
        claim(
            "usernames win over serials",
            task("'serials': ['device_serial_2'], 'usernames': ['user1']" + FOLLOW_ANN),
            has("/created_count", "1"),
            tasks("/serial", "'device_serial_1'")),
        claim(
            "one of serials and usernames is required",
            task("'script_name': 'follow', 'script_config': {'target_user': 'ann'}"),
            refuses("/serials")),
        claim(
            "empty serials beside usernames are as if absent",
            task("'serials': [], 'usernames': ['user1']" + FOLLOW_ANN),
            creates(1),
            tasks("/username", "'user1'")),
        claim(
            "empty usernames beside serials are as if absent",
            task("'serials': ['device_serial_1'], 'usernames': []" + FOLLOW_ANN),
            creates(1),
            tasks("/username", "null")),
        claim(
            "null usernames beside serials are as if absent",
            task("'serials': ['device_serial_1'], 'usernames': null" + FOLLOW_ANN),
            creates(1)),
        claim(
            "empty serials alone are as if absent, so that a target is missing",
            task("'serials': []" + FOLLOW_ANN),
            refuses("/serials")),
        claim(
            "a phone that is named twice counts once, with a warning",
            task("'serials': ['device_serial_1', 'device_serial_1']" + FOLLOW_ANN),
            createsWarning(1, "")),
        claim(
            "an account that is named twice counts once, with a warning",
            task("'usernames': ['@user1', 'USER1']" + FOLLOW_ANN),
            createsWarning(1, "")),
        claim(
            "an account that is not known is 40401, and creates nothing",
            task("'usernames': ['@user1', '@nobody_knows']" + FOLLOW_ANN),
            answers(40401),
            says("nobody_knows")),
        claim(
            "script_config is required",
            task("'serials': ['device_serial_1'], 'script_name': 'follow'"),
            refuses("/script_config")),
        claim(
            "the answer counts the tasks and gives their ids",
            task(
                "'serials': ['device_serial_1', 'device_serial_2'], 'script_name': 'follow',"
                    + " 'script_config': {'target_users': ['@user1', '@user2', '@user3']}"),
            creates(6)));
  }

  static List<Claim> multiAccount() {
    return List.of(
        claim(
            "enable_multi_account: one task for each enabled account of the phone",
            task("'serials': ['device_1'], 'enable_multi_account': true" + FOLLOW_ANN),
            creates(3),
            tasks("/serial", "'device_1'", "'device_1'", "'device_1'")),
        claim(
            "enable_multi_account is false by default: one task, for whoever is logged in",
            task("'serials': ['device_1']" + FOLLOW_ANN),
            creates(1),
            tasks("/username", "null")),
        claim(
            "enable_multi_account: a phone without accounts has one task",
            task(
                "'serials': ['device_without_accounts'], 'enable_multi_account': true"
                    + FOLLOW_ANN),
            creates(1),
            tasks("/username", "null")),
        claim(
            "enable_multi_account concerns phones only: an account has its one task",
            task("'usernames': ['my_account1'], 'enable_multi_account': true" + FOLLOW_ANN),
            has("/created_count", "1"),
            tasks("/username", "'my_account1'")),
        claim(
            "enable_multi_account: an account of the other app is left out, with a warning",
            task(
                "'serials': ['device_1'], 'enable_multi_account': true, 'script_name': 'comment',"
                    + " 'script_config': {'comment_content': 'Nice', 'target_post_url':"
                    + " 'https://www.tiktok.com/@mila/video/7301'}"),
            createsWarning(2, "insta_account")),
        claim(
            "enable_multi_account: 40001 where no account of the phone fits",
            task(
                "'serials': ['device_insta'], 'enable_multi_account': true, 'script_name':"
                    + " 'comment', 'script_config': {'comment_content': 'Nice', 'target_post_url':"
                    + " 'https://www.tiktok.com/@mila/video/7301'}"),
            answers(40001)),
        claim(
            "several phones with all their accounts: three and one",
            task("'serials': ['device_1', 'device_2'], 'enable_multi_account': true" + FOLLOW_ANN),
            creates(4)),
        claim(
            "enable_multi_account as a text",
            task("'serials': ['device_1'], 'enable_multi_account': 'true'" + FOLLOW_ANN),
            creates(3)));
  }

  static List<Claim> scheduling() {
    return List.of(
        startTime("start_time is HH:MM by the server's clock", "'14:30'", "14:30"),
        startTime("start_time is early in the day", "'00:05'", "00:05"),
        startTime("start_time with an hour of one digit", "'9:00'", "09:00"),
        claim(
            "start_time is given back as it was",
            task("'serials': ['device_serial_1'], 'start_time': '23:59'" + FOLLOW_ANN),
            creates(1),
            tasks("/start_time", "'23:59'"),
            tasks("/status", "0")),
        claim(
            "start_time null: at once",
            task("'serials': ['device_serial_1'], 'start_time': null" + FOLLOW_ANN),
            creates(1),
            tasks("/start_time", "null")),
        claim(
            "start_time empty: at once",
            task("'serials': ['device_serial_1'], 'start_time': ''" + FOLLOW_ANN),
            creates(1),
            tasks("/start_time", "null")),
        claim(
            "start_time that no clock shows",
            task("'serials': ['device_serial_1'], 'start_time': '25:00'" + FOLLOW_ANN),
            refuses("/start_time")),
        claim(
            "min_interval and max_interval: a phone's tasks start so many minutes apart",
            task(
                "'serials': ['device_serial_1'], 'min_interval': 5, 'max_interval': 5,"
                    + " 'script_name': 'follow', 'script_config': {'target_users': ['a_1', 'b_2',"
                    + " 'c_3']}"),
            creates(3),
            startsApart(5)),
        claim(
            "the intervals are 0 by default: all may start at once",
            task(
                "'serials': ['device_serial_1'], 'script_name': 'follow', 'script_config':"
                    + " {'target_users': ['a_1', 'b_2', 'c_3']}"),
            creates(3),
            startsApart(0)),
        claim(
            "the intervals of 0, as an earlier page's examples have them",
            task(
                "'serials': ['device_serial_1'], 'min_interval': 0, 'max_interval': 0"
                    + FOLLOW_ANN),
            creates(1)),
        claim(
            "the intervals as texts",
            task(
                "'serials': ['device_serial_1'], 'min_interval': '5', 'max_interval': '5',"
                    + " 'script_name': 'follow', 'script_config': {'target_users': ['a_1',"
                    + " 'b_2']}"),
            creates(2),
            startsApart(5)),
        claim(
            "max_interval below min_interval",
            task(
                "'serials': ['device_serial_1'], 'min_interval': 5, 'max_interval': 1"
                    + FOLLOW_ANN),
            refuses("/max_interval")));
  }

  private static Claim startTime(String words, String json, String wallClock) {
    return claim(
        words,
        task("'serials': ['device_serial_1'], 'start_time': " + json + FOLLOW_ANN),
        creates(1),
        startsAt(wallClock));
  }

  static List<Claim> list() {
    return Stream.of(
            claim(
                "without a filter: all, the newest first, 20 a page",
                get("/task"),
                lists(4),
                has("/page", "1"),
                has("/page_size", "20"),
                has("/tasks/0/script_name", "'comment'")),
            claim("status=0: pending", get("/task?status=0"), lists(4)),
            claim("status=1: running", get("/task?status=1"), lists(0)),
            claim("status=2: completed", get("/task?status=2"), lists(0)),
            claim("status=3: failed", get("/task?status=3"), lists(0)),
            claim("status as its text", get("/task?status=pending"), lists(4)),
            claim("status as another text", get("/task?status=failed"), lists(0)),
            claim("serial", get("/task?serial=device_serial_2"), lists(1)),
            claim("script_name", get("/task?script_name=comment"), lists(1)),
            claim("source=api", get("/task?source=api"), lists(4)),
            claim("source=ui", get("/task?source=ui"), lists(0)),
            claim(
                "several filters at once",
                get("/task?status=0&serial=device_serial_1&script_name=follow&source=api"),
                lists(3)),
            claim(
                "the second page of three a page",
                get("/task?page=2&page_size=3"),
                lists(1, 4),
                has("/page", "2"),
                has("/page_size", "3")),
            claim("a page behind the last is empty", get("/task?page=9&page_size=3"), lists(0, 4)),
            claim("100 a page", get("/task?page_size=100"), lists(4), has("/page_size", "100")),
            claim(
                "more than 100 a page is refused, not cut",
                get("/task?page_size=101"),
                answers(40001),
                says("page_size")),
            claim(
                "empty filters are as if absent",
                get("/task?status=&serial=&script_name=&source=&page=&page_size="),
                lists(4)),
            claim(
                "a cache buster is let pass",
                get("/task?status=0&_=1764300000000"),
                lists(4),
                (reply, farm) -> assertThat(reply.warnings()).isEmpty()))
        .map(
            each ->
                each.about(
                    script("follow", "'target_users': ['a_1', 'b_2', 'c_3']"),
                    task(
                        "'serials': ['device_serial_2'], 'script_name': 'comment', 'script_config':"
                            + " {'comment_content': 'Nice', 'target_post_url':"
                            + " 'https://www.tiktok.com/@mila/video/7301'}")))
        .toList();
  }

  static List<Claim> details() {
    return Stream.of(
            claim(
                "a task tells what it is",
                get("/task/{task}"),
                has("/serial", "'device_serial_1'"),
                has("/username", "null"),
                has("/script_name", "'follow'"),
                has("/source", "'api'"),
                has("/start_time", "null"),
                has("/retry_count", "0")),
            claim(
                "script_config is given back",
                get("/task/{task}"),
                has("/script_config/access_method", "'search'")),
            claim("a deleted task is counted", delete("/task/{task}"), has("/deleted_count", "1")),
            claim(
                "batch delete",
                delete("/task/batch", "{'task_ids': [{task}]}"),
                has("/deleted_count", "1"),
                has("/not_found", "[]")),
            claim(
                "batch delete with ids as texts",
                delete("/task/batch", "{'task_ids': ['{task}']}"),
                has("/deleted_count", "1")),
            claim(
                "batch delete names what is not there",
                delete("/task/batch", "{'task_ids': [{task}, 987654321]}"),
                has("/deleted_count", "1"),
                has("/not_found", "[987654321]")),
            claim(
                "batch delete of nothing is refused: an empty selector changes nothing",
                delete("/task/batch", "{'task_ids': []}"),
                refuses("/task_ids")),
            claim("batch delete needs its ids", delete("/task/batch", "{}"), refuses("/task_ids")),
            claim("a pending task can't be retried", post("/task/{task}/retry"), answers(40901)),
            claim(
                "retry-all without a failed task",
                post("/task/retry-all"),
                answers(0),
                has("/retried_count", "0")),
            claim(
                "the statistics",
                get("/task/stats"),
                has("/total", "1"),
                has("/pending", "1"),
                has("/running", "0"),
                has("/completed", "0"),
                has("/failed", "0")))
        .map(
            each -> each.about(script("follow", "'target_user': 'ann', 'access_method': 'search'")))
        .toList();
  }

  static List<Claim> unknownTasks() {
    return Stream.of(
            get("/task/987654321"),
            delete("/task/987654321"),
            post("/task/987654321/stop"),
            post("/task/987654321/retry"))
        .map(
            request ->
                claim(request.method() + " " + request.path() + ": 40401", request, answers(40401)))
        .toList();
  }
}
