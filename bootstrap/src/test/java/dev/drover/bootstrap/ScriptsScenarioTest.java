package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.server.Server;
import dev.drover.device.app.tiktok.TikTok;
import dev.drover.http.testing.Api;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.config.PhoneConfig;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests posts, comments and warm-ups, from HTTP to their effects on the virtual phone. */
@ExtendWith(RealPostgres.class)
@Order(8)
class ScriptsScenarioTest {
  private static final String KEY = "sk-scenario-4711";

  @TempDir private Path home;
  @TempDir private Path materials;

  private final List<String> prompts = new CopyOnWriteArrayList<>();
  private HttpServer model;
  private VirtualPhone phone;
  private Server server;
  private Api api;

  @BeforeEach
  void start(DatabaseAddress database) throws Exception {
    model = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    model.createContext(
        "/v1/chat/completions",
        exchange -> {
          try (exchange) {
            prompts.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer =
                """
                {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices":
                 [{"index": 0, "finish_reason": "stop",
                   "message": {"role": "assistant", "content": "\\"Was für ein Tag ☀️\\""}}]}
                """
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    model.start();
    phone = VirtualPhone.start(PhoneConfig.named("FIRST", "ann", "bob"));
    server =
        Server.start(
            TestConfig.of(
                home,
                database,
                Map.of(
                    Setting.COMMENT_BASE_URLS,
                    modelAddress(),
                    Setting.MATERIALS_ROOTS,
                    materials.toString())));
    api = new Api(server.port());
    assertThat(api.post("/devices/connect", "{\"address\": \"" + phone.adbAddress() + "\"}").code())
        .isZero();
  }

  @AfterEach
  void stop() {
    server.close();
    phone.close();
    model.stop(0);
  }

  private String modelAddress() {
    return "http://127.0.0.1:" + model.getAddress().getPort() + "/v1";
  }

  private JsonNode completed(long id) throws IOException, InterruptedException {
    JsonNode task = api.awaitStatus(id, "completed");
    assertThat(task.path("outcome").asText()).as(task.toString()).isEqualTo("committed");
    return task;
  }

  @Test
  void each_of_a_requests_comments_takes_its_own_line() throws Exception {
    List<Long> ids =
        api.create(
            "{'serials': ['FIRST'], 'script_name': 'comment', 'script_config': {"
                + "'target_post_urls': ['https://www.tiktok.com/@mila.cooks/video/7301',"
                + " 'https://vm.tiktok.com/ZMabc123'],"
                + " 'comment_content': 'So schön! 😍\\nWhere is this?',"
                + " 'comment_order': 'sequential'}}");

    assertThat(ids).hasSize(2);
    for (long id : ids) {
      completed(id);
    }
    assertThat(phone.effects())
        .extracting(Effect::kind, Effect::account, Effect::target, Effect::text)
        .containsExactly(
            tuple(
                "comment", "ann", "https://www.tiktok.com/@mila.cooks/video/7301", "So schön! 😍"),
            tuple("comment", "ann", "https://vm.tiktok.com/ZMabc123", "Where is this?"));
  }

  @Test
  void posts_are_liked_once_however_often_that_is_asked_for() throws Exception {
    String request =
        "{'serials': ['FIRST'], 'script_name': 'like', 'script_config': {'target_post_url':"
            + " 'https://www.tiktok.com/@mila.cooks/video/7301,https://vm.tiktok.com/ZMabc123'}}";

    List<Long> first = api.create(request);
    assertThat(first).hasSize(2);
    for (long id : first) {
      completed(id);
    }
    List<Effect> likes = phone.effects();
    assertThat(likes)
        .extracting(Effect::kind, Effect::account)
        .hasSize(2)
        .containsOnly(tuple("like", "ann"));
    assertThat(likes.getFirst().target()).isEqualTo("7301");

    for (long id : api.create(request)) {
      JsonNode again = api.awaitStatus(id, "completed");
      assertThat(again.path("outcome").asText()).isEqualTo("no_effect");
      assertThat(again.path("remark").asText()).contains("is liked already");
    }
    assertThat(phone.effects()).isEqualTo(likes);
  }

  @Test
  void the_accounts_of_a_phone_are_found_and_nothing_is_changed_in_its_app() throws Exception {
    long ann = account("'username': 'ann'");
    long gone = account("'username': 'gone', 'device': 'FIRST', 'logined': 1");

    JsonNode seen = matched("match_account", "{}");
    assertThat(seen.path("remark").asText())
        .contains("bound to this phone now: @ann")
        .contains("not known here: @bob")
        .contains("no longer logged in: @gone");
    assertThat(field(ann, "device") + field(ann, "logined")).isEqualTo("FIRST1");
    assertThat(field(gone, "device") + field(gone, "logined")).isEqualTo("FIRST0");
    assertThat(api.get("/accounts").data().path("total").asInt()).isEqualTo(2);

    matched("match_accounts", "{'add_missing': true}");
    assertThat(api.get("/accounts?username=bob").data().path("accounts").path(0).path("device"))
        .hasToString("\"FIRST\"");
    assertThat(matched("match_account", "{'add_missing': true}").path("remark").asText())
        .isEqualTo("logged in: @ann, @bob");
    assertThat(api.get("/task?script_name=match_accounts").data().path("total").asInt())
        .isEqualTo(3);
    assertThat(phone.effects()).isEmpty();
  }

  private JsonNode matched(String script, String config) throws Exception {
    long id =
        api.create(
                "{'serials': ['FIRST'], 'script_name': '"
                    + script
                    + "', 'script_config': "
                    + config
                    + "}")
            .getFirst();
    JsonNode task = api.awaitStatus(id, "completed");
    assertThat(task.path("outcome").asText()).isEqualTo("no_effect");
    assertThat(task.path("script_name").asText()).isEqualTo("match_account");
    return task;
  }

  private long account(String fields) throws Exception {
    return api.post("/accounts", ("{" + fields + "}").replace('\'', '"'))
        .data()
        .path("id")
        .asLong();
  }

  private String field(long account, String name) throws Exception {
    return api.get("/accounts/" + account).data().path(name).asText();
  }

  @Test
  void a_comment_carries_a_picture_of_the_operators() throws Exception {
    Files.write(materials.resolve("cat.png"), png(1));

    long id =
        api.create(
                "{'serials': ['FIRST'], 'script_name': 'comment', 'script_config': {"
                    + "'target_post_url': 'https://www.tiktok.com/@mila.cooks/video/7301',"
                    + " 'comment_content': 'Look', 'comment_image_path': '"
                    + materials.resolve("cat.png")
                    + "'}}")
            .getFirst();

    completed(id);
    assertThat(phone.effects())
        .singleElement()
        .satisfies(
            effect -> assertThat(effect.details()).containsEntry("photo_sha256", sha256(png(1))));
  }

  /** Each text is one line without the special characters of comment lists and spintax. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "it's \"quoted\" and 'single'",
        "$(reboot) ${HOME} `id` $PATH; rm -rf / && echo | cat > x",
        "back\\\\slash \\n stays %s %d 100%",
        "😍 👩‍👩‍👧 🇫🇷 ⛵",
        "שלום עולם — مرحبا بالعالم",
        "<b>&amp; \u00a0 tab\there"
      })
  void a_comment_of_any_words_arrives_unchanged(String words) throws Exception {
    long id = created("comment", comment -> comment.put("comment_content", words));

    completed(id);
    assertThat(phone.effects()).extracting(Effect::text).containsExactly(words.replace('\t', ' '));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "it's \"quoted\"\nand `id` on $(two) lines",
        "first ⛵\n\nthird 😍\n#harbour",
        "שלום\nمرحبا"
      })
  void a_caption_of_any_words_arrives_unchanged(String words) throws Exception {
    Files.write(
        materials.resolve("clip.mp4"), "\0\0\0\030ftypisom".getBytes(StandardCharsets.ISO_8859_1));

    long id =
        created(
            "post",
            post ->
                post.put("material_source", "localFolder")
                    .put("material_path", materials.toString())
                    .put("captions", words));

    JsonNode chosen = completed(id).path("chosen");
    assertThat(phone.effects())
        .singleElement()
        .satisfies(effect -> assertThat(effect.details()).containsEntry("description", words));
    assertThat(chosen.path("caption").asText()).isEqualTo(words);
    assertThat(chosen.path("materials").path(0).asText()).isEqualTo("clip.mp4");
    assertThat(
            api.get("/task/" + id + "/artifacts")
                .data()
                .path("artifacts")
                .findValuesAsText("shows"))
        .containsExactly("success", "success");
  }

  @Test
  void a_profile_is_changed_once_and_its_account_is_called_as_the_app_calls_it() throws Exception {
    assertThat(
            api.post(
                    "/accounts",
                    "{\"username\": \"bob\", \"platform\": \"tiktok\", \"device\": \"FIRST\"}")
                .code())
        .isZero();
    Files.createDirectories(materials.resolve("faces"));
    Files.write(materials.resolve("faces").resolve("face.png"), picture());
    String task =
        "{'usernames': ['%s'], 'script_name': 'profile', 'script_config': {"
            + "'nicknames': 'Bob \u26f5', 'bios': 'one\\\\ntwo', 'usernames': 'bob.sails',"
            + " 'avatars_path': '"
            + materials.resolve("faces")
            + "'}}";

    JsonNode first = completed(api.create(task.formatted("bob")).getFirst());
    JsonNode again =
        api.awaitStatus(api.create(task.formatted("bob.sails")).getFirst(), "completed");

    assertThat(first.path("username").asText()).isEqualTo("bob.sails");
    assertThat(first.path("remark").asText())
        .isEqualTo("saved the picture, the name, the bio, the username");
    assertThat(first.path("chosen").path("bio").asText()).isEqualTo("one\ntwo");
    assertThat(again.path("outcome").asText()).isEqualTo("no_effect");
    assertThat(phone.effects())
        .extracting(Effect::kind, Effect::account, Effect::text)
        .containsExactly(
            tuple("avatar", "bob", ""),
            tuple("nickname", "bob", "Bob \u26f5"),
            tuple("bio", "bob", "one\ntwo"),
            tuple("username", "bob", "bob.sails"));
    assertThat(
            api.get("/accounts?username=bob.sails")
                .data()
                .path("accounts")
                .path(0)
                .path("platform"))
        .hasToString("\"tiktok\"");
  }

  private long created(String script, Consumer<ObjectNode> config)
      throws IOException, InterruptedException {
    ObjectNode task = new ObjectMapper().createObjectNode();
    task.putArray("serials").add("FIRST");
    task.put("script_name", script);
    ObjectNode given = task.putObject("script_config");
    if (script.equals("comment")) {
      given.put("target_post_url", "https://www.tiktok.com/@mila.cooks/video/7301");
    }
    config.accept(given);
    Api.Answer answer = api.post("/task", task.toString());
    assertThat(answer.code()).as(answer.message()).isZero();
    return answer.data().path("task_ids").path(0).asLong();
  }

  @Test
  void a_selector_that_does_not_fit_can_be_repaired_without_a_restart() throws Exception {
    Path profile = home.resolve("profiles").resolve("tiktok.yaml");
    Files.createDirectories(profile.getParent());
    Files.writeString(profile, "elements:\n  profile.follow_button:\n    - text: Subscribe\n");

    JsonNode failed = api.awaitStatus(follow("mila.cooks"), "failed");
    assertThat(failed.path("failure_code").asText()).isEqualTo("element_not_found");
    assertThat(failed.path("outcome").asText()).isEqualTo("no_effect");
    assertThat(failed.path("remark").asText())
        .as("says what was looked for, what is there instead, and where to repair it")
        .contains("profile.follow_button", "profile.following_button")
        .contains("Follow", "profiles/tiktok.yaml");
    assertThat(api.text("/task/" + failed.path("id").asLong() + "/artifacts/failure.txt"))
        .as("has the candidates of both")
        .contains("looked for profile.following_button", "looked for profile.follow_button")
        .contains("{text: Subscribe} (line 3)");
    assertThat(phone.effects()).isEmpty();

    Files.writeString(profile, "elements:\n  profile.follow_button: Subscribe\n");
    JsonNode mistaken = api.awaitStatus(follow("mila.cooks"), "failed");
    assertThat(mistaken.path("failure_code").asText()).isEqualTo("profile_invalid");
    assertThat(mistaken.path("outcome").asText()).isEqualTo("no_effect");
    assertThat(mistaken.path("remark").asText())
        .contains("profiles/tiktok.yaml, line 2: must be a list", "drover profile check");
    assertThat(phone.effects()).isEmpty();

    Files.writeString(profile, shippedProfile());
    completed(follow("mila.cooks"));
    assertThat(phone.effects()).extracting(Effect::kind).containsExactly("follow");
  }

  private long follow(String user) throws IOException, InterruptedException {
    return api.create(
            "{'serials': ['FIRST'], 'script_name': 'follow', 'script_config': {'target_user': '"
                + user
                + "', 'access_method': 'direct'}}")
        .getFirst();
  }

  private static String shippedProfile() {
    return new TikTok().shippedProfile();
  }

  @Test
  void a_video_of_a_folder_is_posted_once_with_its_caption_and_sound() throws Exception {
    byte[] clip = "\0\0\0\030ftypisom and so on".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(materials.resolve("clip.mp4"), clip);
    Files.writeString(materials.resolve("caption.txt"), "At sea ⛵##Day 12 #harbour");
    Files.writeString(materials.resolve("sound_names.txt"), "Slow River\n");

    long id = postOfFolder("'content_type': 0, 'origin_sound_volume': 20, 'add_sound_volume': 80");

    completed(id);
    assertThat(phone.effects()).hasSize(1);
    assertThat(phone.effects().getFirst().kind()).isEqualTo("post");
    assertThat(phone.effects().getFirst().details())
        .containsEntry("title", "At sea ⛵")
        .containsEntry("description", "Day 12 #harbour")
        .containsEntry("sound", "Slow River")
        .containsEntry("original_volume", 20)
        .containsEntry("added_volume", 80);
    assertThat(contents(phone.effects().getFirst())).containsExactly(sha256(clip));

    long again = postOfFolder("'content_type': 0");
    JsonNode failed = api.awaitStatus(again, "failed");
    assertThat(failed.path("failure_code").asText()).isEqualTo("material_missing");
    assertThat(phone.effects()).hasSize(1);
  }

  @Test
  void the_pictures_of_a_folder_are_posted_in_their_order() throws Exception {
    Files.write(materials.resolve("sort_2_b.png"), png(2));
    Files.write(materials.resolve("sort_1_c.png"), png(1));
    Files.write(materials.resolve("sort_3_a.png"), png(3));

    completed(postOfFolder("'content_type': 1, 'image_count': 3, 'post_way': 'addButton'"));

    assertThat(contents(phone.effects().getFirst()))
        .containsExactly(sha256(png(1)), sha256(png(2)), sha256(png(3)));
  }

  private long postOfFolder(String more) throws IOException, InterruptedException {
    return api.create(
            "{'serials': ['FIRST'], 'script_name': 'post', 'script_config': {"
                + "'material_source': 'localFolder', 'material_path': '"
                + materials
                + "', "
                + more
                + "}}")
        .getFirst();
  }

  private static byte[] png(int number) {
    return ("\u0089PNG\r\n\032\n number " + number).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A picture that can be drawn. */
  private static byte[] picture() throws IOException {
    BufferedImage image = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setPaint(new GradientPaint(0, 0, Color.ORANGE, 400, 300, Color.BLUE));
    canvas.fillRect(0, 0, 400, 300);
    canvas.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static List<String> contents(Effect effect) {
    return effect.details().get("media") instanceof List<?> media
        ? media.stream().map(file -> String.valueOf(((Map<?, ?>) file).get("sha256"))).toList()
        : List.of();
  }

  @Test
  void an_account_warms_up_and_a_model_writes_its_comments() throws Exception {
    assertThat(api.post("/accounts", "{\"username\": \"bob\", \"device\": \"FIRST\"}").code())
        .isZero();

    long id =
        api.create(
                "{'usernames': ['bob'], 'script_name': 'account_warmup', 'script_config':"
                    + " {'task_duration': 6, 'topic': 'harbour', 'min_duration': 1, 'max_duration':"
                    + " 1, 'like_probable': 100, 'comment_probable': 100, 'generate_by_chatgpt':"
                    + " true, 'chatgpt_settings': {'api_key': '"
                    + KEY
                    + "', 'base_url': '"
                    + modelAddress()
                    + "'}}}")
            .getFirst();

    JsonNode task = completed(id);
    assertThat(task.path("remark").asText()).contains("liked ", "commented ");
    assertThat(task.toString()).doesNotContain(KEY);
    assertThat(phone.effects()).extracting(Effect::account).containsOnly("bob");
    assertThat(phone.effects())
        .filteredOn(effect -> effect.kind().equals("comment"))
        .isNotEmpty()
        .allSatisfy(effect -> assertThat(effect.text()).isEqualTo("Was für ein Tag ☀️"));
    assertThat(prompts.getFirst()).contains("harbour, part 1");
  }
}
