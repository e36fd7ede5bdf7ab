package dev.drover.bootstrap.vendorpages;

import static dev.drover.bootstrap.vendorpages.Claim.claim;
import static dev.drover.bootstrap.vendorpages.Expect.creates;
import static dev.drover.bootstrap.vendorpages.Expect.createsWarning;
import static dev.drover.bootstrap.vendorpages.Expect.has;
import static dev.drover.bootstrap.vendorpages.Expect.refuses;
import static dev.drover.bootstrap.vendorpages.Expect.startsAt;
import static dev.drover.bootstrap.vendorpages.Expect.tasks;
import static dev.drover.bootstrap.vendorpages.Request.script;
import static dev.drover.bootstrap.vendorpages.Request.task;

import java.util.List;

/** Facts of the two pages about {@code follow} and {@code unfollow}, which have the same fields. */
final class FollowPage {
  private FollowPage() {}

  static List<Claim> parameters(String script) {
    return List.of(
        claim(
            "target_users: one task for each",
            script(script, "'target_users': ['@user1', '@user2', '@user3']"),
            creates(3)),
        claim("target_users: one", script(script, "'target_users': ['@user1']"), creates(1)),
        claim(
            "target_users without the @",
            script(script, "'target_users': ['username1', 'username2'], 'access_method': 'search'"),
            creates(2)),
        claim("target_user: one", script(script, "'target_user': '@user1'"), creates(1)),
        claim(
            "target_user: several, separated by line ends",
            script(script, "'target_user': '@user1\\n@user2\\n@user3'"),
            creates(3)),
        claim(
            "target_user: several, separated by commas",
            script(script, "'target_user': '@user1,@user2'"),
            creates(2)),
        claim(
            "target_user: blanks and empty places mean nothing",
            script(script, "'target_user': ' @user1 ,\\r\\n @user2,, '"),
            creates(2)),
        claim(
            "target_username, as the examples of the pages have it",
            script(script, "'target_username': '@tikmatrix'"),
            creates(1)),
        claim(
            "target_users wins over target_user",
            script(script, "'target_users': ['a_1', 'b_2'], 'target_user': 'c_3'"),
            has("/created_count", "2")),
        claim(
            "empty target_users beside target_user are as if absent",
            script(script, "'target_users': [], 'target_user': '@user1'"),
            creates(1)),
        claim(
            "empty target_user beside target_users is as if absent",
            script(script, "'target_users': ['@user1'], 'target_user': ''"),
            creates(1)),
        claim(
            "a target that is named twice counts once, with a warning",
            script(script, "'target_users': ['@user1', 'user1', 'user2']"),
            createsWarning(2, "")),
        claim("a target is required", script(script, ""), refuses("/script_config/target_users")),
        claim(
            "an empty target is none",
            script(script, "'target_users': [], 'target_user': ''"),
            refuses("/script_config/target_users")),
        claim(
            "access_method direct",
            script(script, "'target_users': ['@user1'], 'access_method': 'direct'"),
            creates(1),
            tasks("/script_config/access_method", "'direct'")),
        claim(
            "access_method search",
            script(script, "'target_users': ['@user1'], 'access_method': 'search'"),
            creates(1),
            tasks("/script_config/access_method", "'search'")),
        claim(
            "access_method empty is as if absent",
            script(script, "'target_users': ['@user1'], 'access_method': ''"),
            creates(1)),
        claim(
            "access_method of another value",
            script(script, "'target_users': ['@user1'], 'access_method': 'url'"),
            refuses("/script_config/access_method")),
        claim(
            "three targets on two phones are six tasks",
            task(
                "'serials': ['device_serial_1', 'device_serial_2'], 'script_name': '"
                    + script
                    + "', 'script_config': {'target_users': ['a_1', 'b_2', 'c_3']}"),
            creates(6)),
        claim(
            "scheduled",
            task(
                "'serials': ['device_serial_1'], 'script_name': '"
                    + script
                    + "', 'script_config': {'target_users': ['@user1', '@user2'],"
                    + " 'access_method': 'direct'}, 'start_time': '14:30'"),
            creates(2),
            startsAt("14:30")),
        claim(
            "by accounts",
            task(
                "'usernames': ['@my_account1', '@my_account2'], 'script_name': '"
                    + script
                    + "', 'script_config': {'target_users': ['@target_user'], 'access_method':"
                    + " 'direct'}"),
            creates(2),
            tasks("/serial", "'device_1'", "'device_2'")),
        claim(
            "on several phones with all their accounts",
            task(
                "'serials': ['device_1', 'device_2', 'device_3'], 'script_name': '"
                    + script
                    + "', 'script_config': {'target_users': ['@influencer_account'],"
                    + " 'access_method': 'direct'}, 'enable_multi_account': true"),
            creates(5)));
  }
}
