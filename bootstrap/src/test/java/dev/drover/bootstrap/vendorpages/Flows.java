package dev.drover.bootstrap.vendorpages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.Passing;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.fault.Fault;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DynamicTest;

/** Whole ways through the pages, by what the phones themselves recorded. */
final class Flows {
  private static final String TIKTOK_VIDEO = "https://www.tiktok.com/@mila.cooks/video/";

  private final Farm farm;
  private final Api api;

  Flows(Farm farm) {
    this.farm = farm;
    this.api = farm.api();
  }

  private interface Body {
    void run(Recording first, Recording second) throws Exception;
  }

  /** What a phone records from now on. */
  private record Recording(VirtualPhone phone, int before) {
    static Recording of(VirtualPhone phone) {
      return new Recording(phone, phone.effects().size());
    }

    List<Effect> effects() {
      return Farm.effectsAfter(phone, before);
    }
  }

  private DynamicTest flow(String words, Body body) {
    return dynamicTest(
        words,
        () -> {
          try {
            body.run(Recording.of(farm.first()), Recording.of(farm.second()));
          } finally {
            farm.first().clearFaults();
            farm.deleteTasks();
          }
        });
  }

  Stream<DynamicTest> all() {
    return Stream.of(
        flow("create, watch the statistics, done on every phone", this::watchedByStatistics),
        flow("a running task: listed, stopped, retried", this::stoppedAndRetried),
        flow("a running task is stopped before it is deleted", this::deletedWhileRunning),
        flow("failed tasks: listed, counted, retried all at once", this::retriedAll),
        flow("follow by search, unfollow by lines", this::followedAndUnfollowed),
        flow("two posts get their comments in order, with an emoji", this::commentedInOrder),
        flow("a comment on Instagram", this::commentedOnInstagram),
        flow("every account of a phone, in both apps", this::everyAccount),
        flow("a video by material_list", this::postedByList),
        flow("images of a folder, in the order of their prefixes", this::postedImages),
        flow("a user's folder without a caption takes that of the root", this::postedFromRoot),
        flow("a reel, with sound fields that Instagram has not", this::postedReel),
        flow("a warm-up likes, and a model on this machine writes", this::warmedUp),
        flow("more than the day's budget: created, with a warning", this::overBudget));
  }

  private JsonNode completed(long id) throws IOException, InterruptedException {
    JsonNode task = api.awaitStatus(id, "completed");
    assertThat(task.path("outcome").asText()).as(task.toString()).isEqualTo("committed");
    return task;
  }

  private List<Long> create(String targets, String script, String config)
      throws IOException, InterruptedException {
    Reply reply =
        farm.ask(
            Request.task(
                targets + ", 'script_name': '" + script + "', 'script_config': {" + config + "}"));
    assertThat(reply.code()).as(reply.envelope().toString()).isZero();
    return reply.taskIds();
  }

  private long followOnFirst(String user) throws IOException, InterruptedException {
    return create("'serials': ['FIRST']", "follow", "'target_user': '" + user + "'").getFirst();
  }

  private void watchedByStatistics(Recording first, Recording second) throws Exception {
    List<Long> ids =
        create("'serials': ['FIRST', 'SECOND']", "follow", "'target_username': '@tikmatrix'");
    assertThat(ids).hasSize(2);

    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    JsonNode stats = api.get("/task/stats").data();
    while (stats.path("running").asInt() + stats.path("pending").asInt() > 0) {
      assertThat(System.nanoTime()).as(stats.toString()).isLessThan(deadline);
      Passing.untilNextRequest();
      stats = api.get("/task/stats").data();
    }

    assertThat(stats.path("completed").asInt()).isEqualTo(2);
    assertThat(api.get("/task?status=2").data().path("total").asInt()).isEqualTo(2);
    assertThat(api.task(ids.getFirst()).path("status").asInt()).isEqualTo(2);
    for (Recording phone : List.of(first, second)) {
      assertThat(phone.effects())
          .extracting(Effect::kind, Effect::target)
          .containsExactly(tuple("follow", "tikmatrix"));
    }
  }

  private void stoppedAndRetried(Recording first, Recording second) throws Exception {
    farm.first().inject(Fault.stall("am start", Duration.ofSeconds(60)));
    long id = followOnFirst("stopped_one");
    assertThat(api.awaitStatus(id, "running").path("status").asInt()).isEqualTo(1);
    assertThat(api.get("/task?status=1").data().path("total").asInt()).isEqualTo(1);
    assertThat(api.get("/task?status=running").data().path("total").asInt()).isEqualTo(1);

    Api.Answer stopped = api.post("/task/" + id + "/stop", "");

    assertThat(stopped.code()).as(stopped.message()).isZero();
    assertThat(api.task(id).path("status").asInt()).isEqualTo(3);
    assertThat(first.effects()).isEmpty();
    farm.first().clearFaults();
    assertThat(api.post("/task/" + id + "/retry", "").code()).isZero();
    assertThat(completed(id).path("retry_count").asInt()).isEqualTo(1);
    assertThat(first.effects()).extracting(Effect::target).containsExactly("stopped_one");
    assertThat(second.effects()).isEmpty();
  }

  private void deletedWhileRunning(Recording first, Recording second) throws Exception {
    farm.first().inject(Fault.stall("am start", Duration.ofSeconds(60)));
    long one = followOnFirst("deleted_one");
    api.awaitStatus(one, "running");

    assertThat(api.delete("/task/" + one, "").data().path("deleted_count").asInt()).isEqualTo(1);

    assertThat(api.get("/task/" + one).code()).isEqualTo(40401);
    farm.first().clearFaults();
    completed(followOnFirst("next_one"));
    assertThat(first.effects()).extracting(Effect::target).containsExactly("next_one");
    assertThat(second.effects()).isEmpty();
  }

  private void retriedAll(Recording first, Recording second) throws Exception {
    List<Long> ids = create("'serials': ['SECOND']", "follow", "'target_users': ['missing_one']");
    for (long id : ids) {
      assertThat(api.awaitStatus(id, "failed").path("remark").asText()).contains("missing_one");
    }
    assertThat(api.get("/task?status=3").data().path("total").asInt()).isEqualTo(1);
    assertThat(api.get("/task/stats").data().path("failed").asInt()).isEqualTo(1);

    assertThat(api.post("/task/retry-all", "").data().path("retried_count").asInt()).isEqualTo(1);

    for (long id : ids) {
      assertThat(api.awaitStatus(id, "failed").path("retry_count").asInt()).isEqualTo(1);
    }
    assertThat(first.effects()).isEmpty();
    assertThat(second.effects()).isEmpty();
  }

  private void followedAndUnfollowed(Recording first, Recording second) throws Exception {
    completed(
        create(
                "'serials': ['SECOND']",
                "follow",
                "'target_users': ['username1'], 'access_method': 'search'")
            .getFirst());
    List<Long> undone =
        create("'serials': ['SECOND']", "unfollow", "'target_user': '@username1\\n@username2'");

    completed(undone.getFirst());
    assertThat(api.awaitStatus(undone.getLast(), "completed").path("outcome").asText())
        .as("nobody follows the second one")
        .isEqualTo("no_effect");
    assertThat(second.effects())
        .extracting(Effect::kind, Effect::target)
        .containsExactly(tuple("follow", "username1"), tuple("unfollow", "username1"));
    assertThat(first.effects()).isEmpty();
  }

  private void commentedInOrder(Recording first, Recording second) throws Exception {
    List<Long> ids =
        create(
            "'serials': ['SECOND']",
            "comment",
            "'target_post_urls': ['"
                + TIKTOK_VIDEO
                + "111', '"
                + TIKTOK_VIDEO
                + "222'], 'comment_content': 'Great video!\\nAwesome!', 'comment_order':"
                + " 'sequential', 'insert_emoji': true");
    assertThat(ids).hasSize(2);
    for (long id : ids) {
      completed(id);
    }
    List<Effect> comments = second.effects();
    assertThat(comments)
        .extracting(Effect::target)
        .containsExactly(TIKTOK_VIDEO + 111, TIKTOK_VIDEO + 222);
    assertThat(comments.getFirst().text())
        .startsWith("Great video!")
        .hasSizeGreaterThan("Great video!".length());
    assertThat(comments.getLast().text())
        .startsWith("Awesome!")
        .hasSizeGreaterThan("Awesome!".length());
    assertThat(first.effects()).isEmpty();
  }

  private void commentedOnInstagram(Recording first, Recording second) throws Exception {
    completed(
        create(
                "'serials': ['FIRST']",
                "comment",
                "'target_post_url': 'https://www.instagram.com/p/ABC123/', 'comment_content':"
                    + " 'Beautiful photo! 📸'")
            .getFirst());
    assertThat(first.effects())
        .extracting(Effect::kind, Effect::account, Effect::text)
        .containsExactly(tuple("comment", "ig_ann", "Beautiful photo! 📸"));
    assertThat(second.effects()).isEmpty();
  }

  private void everyAccount(Recording first, Recording second) throws Exception {
    List<Long> ids =
        create(
            "'serials': ['FIRST'], 'enable_multi_account': true",
            "follow",
            "'target_users': ['@influencer']");
    assertThat(ids).hasSize(3);
    for (long id : ids) {
      completed(id);
    }
    assertThat(first.effects())
        .extracting(Effect::account, Effect::target)
        .containsExactlyInAnyOrder(
            tuple("ann", "influencer"), tuple("bob", "influencer"), tuple("ig_ann", "influencer"));
    assertThat(second.effects()).isEmpty();
  }

  private void postedByList(Recording first, Recording second) throws Exception {
    assertThat(
            api.upload("/materials/listed.mp4", BodyPublishers.ofByteArray(video("by list")))
                .code())
        .isZero();
    completed(
        create(
                "'serials': ['SECOND']",
                "post",
                "'content_type': 0, 'captions': 'New! #fyp', 'material_list': ['listed.mp4'],"
                    + " 'upload_wait_time': 60")
            .getFirst());
    assertThat(second.effects())
        .singleElement()
        .satisfies(
            effect -> {
              assertThat(effect.kind()).isEqualTo("post");
              assertThat(effect.details()).containsEntry("description", "New! #fyp");
            });
    assertThat(first.effects()).isEmpty();
  }

  private void postedImages(Recording first, Recording second) throws Exception {
    Path folder = Files.createDirectory(farm.materials().resolve("carousel"));
    Files.write(folder.resolve("sort_2_b.png"), png("second"));
    Files.write(folder.resolve("sort_1_c.png"), png("first"));
    completed(
        create(
                "'serials': ['SECOND']",
                "post",
                "'content_type': 1, 'image_count': 2, 'captions': 'Photos!', 'material_source':"
                    + " 'localFolder', 'material_path': '{materials}/carousel'")
            .getFirst());
    assertThat(second.effects())
        .singleElement()
        .satisfies(
            effect ->
                assertThat(effect.details().get("media"))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .hasSize(2));
    assertThat(first.effects()).isEmpty();
  }

  private void postedFromRoot(Recording first, Recording second) throws Exception {
    Path root = Files.createDirectory(farm.materials().resolve("trip"));
    Files.writeString(root.resolve("caption.txt"), "The root's caption");
    Files.writeString(root.resolve("sound_names.txt"), "Slow River\n");
    Files.write(
        Files.createDirectory(root.resolve("@ann")).resolve("clip.mp4"), video("of the trip"));
    completed(
        create(
                "'usernames': ['@ann']",
                "post",
                "'material_source': 'localFolder', 'material_path': '{materials}/trip'")
            .getFirst());
    assertThat(first.effects())
        .singleElement()
        .satisfies(
            effect -> {
              assertThat(effect.account()).isEqualTo("ann");
              assertThat(effect.details())
                  .containsEntry("description", "The root's caption")
                  .containsEntry("sound", "Slow River");
            });
    assertThat(second.effects()).isEmpty();
  }

  private void postedReel(Recording first, Recording second) throws Exception {
    Path folder = Files.createDirectory(farm.materials().resolve("reels"));
    Files.write(folder.resolve("reel.mp4"), video("a reel"));
    completed(
        create(
                "'usernames': ['@ig_ann']",
                "post",
                "'placement': 'reel', 'post_way': 'addButton', 'captions': 'A reel', 'add_sound':"
                    + " '1', 'origin_sound_volume': 30, 'add_sound_volume': 70,"
                    + " 'material_source': 'localFolder', 'material_path': '{materials}/reels'")
            .getFirst());
    assertThat(first.effects())
        .extracting(Effect::kind, Effect::account)
        .containsExactly(tuple("post", "ig_ann"));
    assertThat(second.effects()).isEmpty();
  }

  private void warmedUp(Recording first, Recording second) throws Exception {
    api.awaitStatus(
        create(
                "'serials': ['SECOND']",
                "account_warmup",
                "'task_duration': 4, 'topic': 'harbour', 'min_duration': 1, 'max_duration': 1.5,"
                    + " 'like_probable': 100, 'comment_probable': 100, 'generate_by_chatgpt':"
                    + " true, 'chatgpt_settings': {'api_key': 'sk-any', 'base_url': '{model}'}")
            .getFirst(),
        "completed");
    assertThat(second.effects()).extracting(Effect::kind).contains("like", "comment");
    assertThat(second.effects())
        .filteredOn(effect -> effect.kind().equals("comment"))
        .extracting(Effect::text)
        .containsOnly("What a day");
    assertThat(first.effects()).isEmpty();
  }

  private void overBudget(Recording first, Recording second) throws Exception {
    long account = api.get("/accounts?device=device_serial_1").data().at("/accounts/0/id").asLong();
    assertThat(api.put("/accounts/" + account + "/budget", "{\"follow\": 2}").code()).isZero();

    Reply reply =
        farm.ask(
            Request.task(
                "'usernames': ['user1'], 'script_name': 'follow', 'script_config':"
                    + " {'target_users': ['a_1', 'b_2', 'c_3', 'd_4', 'e_5']}"));

    assertThat(reply.data().path("created_count").asInt()).isEqualTo(5);
    assertThat(reply.warnings())
        .as("three of the five wait for another day")
        .anyMatch(warning -> warning.contains("budget") && warning.contains("3"));
    assertThat(first.effects()).isEmpty();
    assertThat(second.effects()).isEmpty();
  }

  private static byte[] video(String content) {
    return ("\0\0\0\030ftypisom " + content).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] png(String content) {
    return ("\u0089PNG\r\n\032\n " + content).getBytes(StandardCharsets.ISO_8859_1);
  }
}
