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
import java.util.stream.Stream;

/** Facts of the page about {@code comment}. */
final class CommentPage {
  private static final String VIDEO = "https://www.tiktok.com/@username/video/1234567890";
  private static final String TWO_VIDEOS =
      "'https://www.tiktok.com/@user1/video/111', 'https://www.tiktok.com/@user2/video/222'";

  private CommentPage() {}

  private static Claim comment(String words, String config, Claim.Expectation... expected) {
    return claim(words, script("comment", config), expected);
  }

  /** With the one video, and these further parameters. */
  private static Claim onVideo(String words, String more, Claim.Expectation... expected) {
    return comment(words, "'target_post_url': '" + VIDEO + "', " + more, expected);
  }

  static List<Claim> parameters() {
    return List.of(
        onVideo(
            "target_post_url and comment_content", "'comment_content': 'Great! 🔥'", creates(1)),
        comment(
            "target_post_urls: one task for each",
            "'comment_content': 'Great', 'target_post_urls': [" + TWO_VIDEOS + "]",
            creates(2)),
        comment(
            "target_post_url: several, separated by line ends",
            "'comment_content': 'Great', 'target_post_url': '" + VIDEO + "\\n" + VIDEO + "1'",
            creates(2)),
        comment(
            "target_post_url: several, separated by commas",
            "'comment_content': 'Great', 'target_post_url': '" + VIDEO + ", " + VIDEO + "1'",
            creates(2)),
        comment(
            "target_post_urls wins over target_post_url",
            "'comment_content': 'Great', 'target_post_url': '"
                + VIDEO
                + "', 'target_post_urls': ["
                + TWO_VIDEOS
                + "]",
            has("/created_count", "2")),
        comment(
            "empty target_post_urls are as if absent",
            "'comment_content': 'Great', 'target_post_url': '"
                + VIDEO
                + "', 'target_post_urls': []",
            creates(1)),
        comment(
            "a post that is named twice counts once, with a warning",
            "'comment_content': 'Great', 'target_post_urls': ['" + VIDEO + "', '" + VIDEO + "']",
            createsWarning(1, "")),
        comment(
            "a post is required",
            "'comment_content': 'Great'",
            refuses("/script_config/target_post_urls")),
        comment(
            "comment_content is required",
            "'target_post_url': '" + VIDEO + "'",
            refuses("/script_config/comment_content")),
        onVideo(
            "comment_content is empty",
            "'comment_content': ''",
            refuses("/script_config/comment_content")),
        onVideo(
            "comment_content: several, one a line",
            "'comment_content': 'Amazing!\\nLove it!\\nKeep it up! 👏', 'comment_order': 'random'",
            creates(1)),
        onVideo(
            "comment_order sequential",
            "'comment_content': 'One\\nTwo', 'comment_order': 'sequential'",
            creates(1)),
        onVideo(
            "comment_order empty is as if absent",
            "'comment_content': 'One', 'comment_order': ''",
            creates(1)),
        onVideo(
            "comment_order of another value",
            "'comment_content': 'One', 'comment_order': 'shuffled'",
            refuses("/script_config/comment_order")),
        onVideo("insert_emoji true", "'comment_content': 'One', 'insert_emoji': true", creates(1)),
        onVideo(
            "insert_emoji false", "'comment_content': 'One', 'insert_emoji': false", creates(1)),
        onVideo(
            "insert_emoji as a text",
            "'comment_content': 'One', 'insert_emoji': 'true'",
            creates(1)),
        onVideo(
            "insert_emoji of another value",
            "'comment_content': 'One', 'insert_emoji': 'often'",
            refuses("/script_config/insert_emoji")),
        onVideo(
            "comment_image_path in the upload folder; a warning while it is not there",
            "'comment_content': 'One', 'comment_image_path': 'my_image.jpg'",
            createsWarning(1, "my_image.jpg")),
        onVideo(
            "comment_image_path in an allowed folder; a warning while it is not there",
            "'comment_content': 'One', 'comment_image_path': '{materials}/my_image.jpg'",
            createsWarning(1, "my_image.jpg")),
        onVideo(
            "comment_image_path empty is as if absent",
            "'comment_content': 'One', 'comment_image_path': ''",
            creates(1)),
        comment(
            "comment_image_path is for TikTok only",
            "'comment_content': 'One', 'comment_image_path': 'my_image.jpg', 'target_post_url':"
                + " 'https://www.instagram.com/p/ABC123/'",
            refuses("/script_config/comment_image_path")));
  }

  static List<Claim> addresses() {
    return Stream.concat(
            Stream.of(
                    VIDEO,
                    "https://www.tiktok.com/@username/video/1234567890123456",
                    "https://vm.tiktok.com/ABCDEFG/",
                    "https://www.instagram.com/p/ABC123/",
                    "https://www.instagram.com/p/ABCDEFGHIJK/",
                    "https://www.instagram.com/reel/ABCDEFGHIJK/",
                    VIDEO + "?is_from_webapp=1&sender_device=pc")
                .map(
                    url ->
                        comment(
                            "a post at " + url,
                            "'comment_content': 'Great', 'target_post_url': '" + url + "'",
                            creates(1))),
            Stream.of("https://www.example.com/@username/video/1", "not an address")
                .map(
                    url ->
                        comment(
                            "no post at " + url,
                            "'comment_content': 'Great', 'target_post_url': '" + url + "'",
                            Expect.answers(40001),
                            Expect.says("target_post_url"))))
        .toList();
  }

  static List<Claim> targets() {
    String config =
        "'script_name': 'comment', 'script_config': {'target_post_url': '"
            + VIDEO
            + "', 'comment_content': 'Great content!\\nAmazing work!'}";
    return List.of(
        claim(
            "three posts on two phones are six tasks",
            task(
                "'serials': ['device_serial_1', 'device_serial_2'], 'script_name': 'comment',"
                    + " 'script_config': {'comment_content': 'Great', 'target_post_urls': ["
                    + TWO_VIDEOS
                    + ", '"
                    + VIDEO
                    + "']}"),
            creates(6)),
        claim(
            "scheduled",
            task("'serials': ['device_serial_1'], 'start_time': '14:30', " + config),
            creates(1),
            startsAt("14:30")),
        claim(
            "by accounts",
            task("'usernames': ['@my_account1', '@my_account2'], " + config),
            creates(2),
            tasks("/username", "'my_account1'", "'my_account2'")),
        claim(
            "on several phones with all their accounts of that app",
            task(
                "'serials': ['device_1', 'device_2', 'device_3'], 'enable_multi_account': true, "
                    + config),
            createsWarning(4, "insta_account")));
  }
}
