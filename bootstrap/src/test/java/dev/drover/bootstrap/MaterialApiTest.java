package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.application.material.AllowedFolders;
import dev.drover.application.material.MaterialChooser;
import dev.drover.application.port.storage.MaterialSupply.Supply;
import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.server.Server;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.Task;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.CheckedClient;
import dev.drover.persistence.access.SecretCipher;
import dev.drover.persistence.material.JooqMaterialStock;
import dev.drover.persistence.node.JooqNodeDirectory;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.task.JooqTaskRepository;
import dev.drover.persistence.testing.RealPostgres;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the material library through real HTTP and a real PostgreSQL. */
@ExtendWith(RealPostgres.class)
class MaterialApiTest {
  private static final SecretCipher CIPHER =
      SecretCipher.ofKey("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

  @TempDir private Path home;
  private Database database;
  private Server server;
  private Api api;

  @BeforeEach
  void start(DatabaseAddress address, Database own) {
    database = own;
    server = Server.start(TestConfig.of(home, address, Map.of(Setting.MATERIALS_LARGEST, "20")));
    api = new Api(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static byte[] video(int size) {
    byte[] content = new byte[size];
    byte[] head = "\0\0\0\u0018ftypmp42".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(head, 0, content, 0, head.length);
    return content;
  }

  private static byte[] png(int size) {
    byte[] content = new byte[size];
    byte[] head = "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(head, 0, content, 0, head.length);
    return content;
  }

  private static BodyPublisher body(byte[] content) {
    return BodyPublishers.ofByteArray(content);
  }

  /** Without a Content-Length. */
  private static BodyPublisher chunked(byte[] content) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content));
  }

  private long put(String path, byte[] content) throws Exception {
    Api.Answer answer = api.upload("/materials/" + path, body(content));
    assertThat(answer.code()).as(answer.message()).isZero();
    return answer.data().path("id").asLong();
  }

  private HttpResponse<byte[]> raw(String method, String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CheckedClient.send(request.build());
  }

  private List<Path> filesInLibrary() throws Exception {
    try (Stream<Path> files = Files.list(home.resolve("library"))) {
      return files.toList();
    }
  }

  @Test
  void an_empty_parameter_of_a_put_clears_and_one_that_is_left_out_does_not() throws Exception {
    api.upload("/materials/a.png?tags=x&caption=Hi&username=ann&sort=3", chunked(png(100)));

    JsonNode same = api.upload("/materials/a.png", chunked(png(100))).data();
    JsonNode cleared =
        api.upload("/materials/a.png?caption=&sort=&tags=", chunked(png(100))).data();

    assertThat(same.path("caption").asText()).isEqualTo("Hi");
    assertThat(cleared.path("caption").isNull()).isTrue();
    assertThat(cleared.path("sort").isNull()).isTrue();
    assertThat(cleared.path("tags")).isEmpty();
    assertThat(cleared.path("username").asText()).as("left out").isEqualTo("ann");
  }

  @Test
  void a_file_is_put_listed_changed_fetched_and_deleted() throws Exception {
    byte[] content = video(12 * 1024 * 1024);

    Api.Answer put =
        api.upload(
            "/materials/my%20clip.mp4?tags=cats,%20dogs&caption=Hi&username=@Ann&sort=3",
            chunked(content));

    JsonNode material = put.data();
    assertThat(material.path("name").asText()).isEqualTo("my clip.mp4");
    assertThat(material.path("kind").asText()).isEqualTo("video");
    assertThat(material.path("content_type").asText()).isEqualTo("video/mp4");
    assertThat(material.path("size").asLong()).as("more than a JSON body").isEqualTo(12_582_912);
    assertThat(material.path("sha256").asText())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
    assertThat(material.path("tags")).hasToString("[\"cats\",\"dogs\"]");
    assertThat(material.path("caption").asText()).isEqualTo("Hi");
    assertThat(material.path("username").asText()).isEqualTo("Ann");
    assertThat(material.path("sort").asInt()).isEqualTo(3);
    assertThat(material.path("used").asBoolean(true)).isFalse();
    assertThat(material.path("used_by")).isEmpty();
    String path = "/materials/" + material.path("id").asLong();
    assertThat(api.get(path).data()).isEqualTo(material);

    HttpResponse<byte[]> fetched = raw("GET", "/api/v1" + path + "/content");
    assertThat(Arrays.equals(fetched.body(), content)).isTrue();
    assertThat(fetched.headers().firstValue("Content-Type")).contains("video/mp4");
    assertThat(fetched.headers().firstValueAsLong("Content-Length").orElse(0))
        .isEqualTo(content.length);

    JsonNode changed =
        api.patch(path, "{\"caption\": null, \"tags\": [\"birds\"], \"sort\": null}").data();
    assertThat(changed.path("tags")).hasToString("[\"birds\"]");
    assertThat(changed.path("caption").isNull()).isTrue();
    assertThat(changed.path("sort").isNull()).isTrue();
    assertThat(changed.path("username").asText()).as("left out").isEqualTo("Ann");

    assertThat(api.delete(path, "").data().path("deleted_count").asInt()).isEqualTo(1);
    assertThat(api.delete(path, "").code()).isEqualTo(40401);
    assertThat(api.get(path).code()).isEqualTo(40401);
    assertThat(raw("GET", "/api/v1" + path + "/content").statusCode()).isEqualTo(404);
    assertThat(filesInLibrary()).isEmpty();
  }

  @Test
  void lists_are_filtered_and_paged() throws Exception {
    for (int i = 0; i < 3; i++) {
      put("v" + i + "?tags=all,v" + i, video(100 + i));
    }
    put("p?tags=all", png(100));

    assertThat(names("?tag=all&kind=video")).containsExactly("v0", "v1", "v2");
    assertThat(names("?kind=image")).containsExactly("p");
    assertThat(names("?tag=v1")).containsExactly("v1");
    assertThat(names("?used=false&page_size=2&page=2")).containsExactly("v2", "p");
    assertThat(names("?used=true")).isEmpty();
    JsonNode page = api.get("/materials?page=2&page_size=3").data();
    assertThat(page.path("total").asInt()).isEqualTo(4);
    assertThat(page.path("page").asInt()).isEqualTo(2);
    assertThat(page.path("page_size").asInt()).isEqualTo(3);
    assertThat(api.get("/materials?kind=song&used=perhaps").message())
        .contains("kind", "video, image", "used", "true, false");
  }

  private List<String> names(String query) throws Exception {
    return api.get("/materials" + query).data().path("materials").findValuesAsText("name");
  }

  @Test
  void what_is_no_video_and_no_picture_is_refused_whatever_it_is_called() throws Exception {
    byte[] script = "#!/bin/sh\nreboot\n".repeat(500_000).getBytes(StandardCharsets.US_ASCII);

    Api.Answer answer = api.upload("/materials/clip.mp4", body(script));

    assertThat(answer.code()).isEqualTo(41501);
    assertThat(answer.message()).contains("MP4", "JPEG", "PNG");
    assertThat(api.upload("/materials/clip.mp4", body(new byte[0])).code()).isEqualTo(40001);
    assertThat(api.upload("/materials/clip.mp4", chunked(new byte[0])).code()).isEqualTo(40001);
    assertThat(names("")).isEmpty();
    assertThat(filesInLibrary()).isEmpty();
  }

  @Test
  void what_is_too_large_is_refused_with_and_without_its_length() throws Exception {
    byte[] large = video(20 * 1024 * 1024 + 1);

    for (BodyPublisher body : List.of(body(large), chunked(large))) {
      Api.Answer answer = api.upload("/materials/clip.mp4", body);
      assertThat(answer.code()).isEqualTo(41301);
      assertThat(answer.message()).contains("20 MiB", "materials.largest-megabytes");
    }
    assertThat(api.upload("/materials/fits.mp4", chunked(video(20 * 1024 * 1024))).code()).isZero();
    assertThat(filesInLibrary()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..%5C..%5Csecret.key",
        "a%0A.mp4",
        "a%7F.mp4",
        "%C2%85",
        "%20",
      })
  void a_name_is_never_a_path(String name) throws Exception {
    Api.Answer answer = api.upload("/materials/" + name, body(video(100)));

    assertThat(answer.code()).as(answer.message()).isEqualTo(40001);
    assertThat(answer.data().path("errors").findValuesAsText("field")).containsExactly("name");
    assertThat(filesInLibrary()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1", "0"})
  void a_name_has_at_most_255_characters(int more) throws Exception {
    Api.Answer answer = api.upload("/materials/" + "a".repeat(255 + more), body(video(100)));

    assertThat(answer.code()).isEqualTo(more == 0 ? 0 : 40001);
  }

  @Test
  void dots_and_slashes_in_a_path_lead_nowhere() throws Exception {
    for (String path :
        List.of(
            "..",
            "%2e%2e",
            "../../../secret.key",
            "..%2F..%2Fsecret.key",
            "%2e%2e%2f%2e%2e%2fsecret.key",
            "%2Fetc%2Fpasswd",
            "a%00.mp4")) {
      String request =
          "PUT /api/v1/materials/"
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 12\r\nConnection: close\r\n\r\n";
      String answer = exchange(request, video(12));
      assertThat(answer).matches("(?s)HTTP/1.1 4(00|04|05) .*\"code\":40[0-9]{3}.*");
    }
    assertThat(filesInLibrary()).isEmpty();
  }

  private String exchange(String head, byte[] body) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(body);
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void an_upload_that_breaks_off_leaves_nothing_behind() throws Exception {
    String half =
        exchange(
            "PUT /api/v1/materials/half.mp4 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000\r\n\r\n",
            video(450_000));
    String unended =
        exchange(
            "PUT /api/v1/materials/half.mp4 HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n",
            "c\r\n\0\0\0\u0018ftypmp42\r\n".getBytes(StandardCharsets.US_ASCII));

    assertThat(half).contains("\"code\":40001").contains("send it again");
    assertThat(unended).contains("\"code\":40001").contains("send it again");
    assertThat(names("")).isEmpty();
    assertThat(filesInLibrary()).isEmpty();
  }

  @Test
  void a_browser_reads_a_video_in_parts_while_it_is_the_same() throws Exception {
    byte[] content = video(200_000);
    String path = "/api/v1/materials/" + put("clip.mp4", content) + "/content";
    String tag = raw("GET", path).headers().firstValue("ETag").orElseThrow();

    HttpResponse<byte[]> part = raw("GET", path, "Range", "bytes=1000-1999", "If-Range", tag);
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(content, 1_000, 2_000));
    assertThat(part.headers().firstValue("Content-Range")).contains("bytes 1000-1999/200000");
    assertThat(raw("GET", path, "Range", "bytes=-10").body())
        .isEqualTo(Arrays.copyOfRange(content, 199_990, 200_000));

    HttpResponse<byte[]> beyond = raw("GET", path, "Range", "bytes=200000-");
    assertThat(beyond.statusCode()).isEqualTo(416);
    assertThat(beyond.headers().firstValue("Content-Range")).contains("bytes */200000");

    assertThat(raw("GET", path, "Range", "bytes=0-9", "If-Range", "\"other\"").body())
        .hasSize(200_000);
  }

  @Test
  void a_client_that_goes_in_the_middle_of_a_download_disturbs_nobody() throws Exception {
    byte[] content = video(15 * 1024 * 1024);
    long id = put("clip.mp4", content);
    String path = "/api/v1/materials/" + id + "/content";
    for (int i = 0; i < 3; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        socket
            .getOutputStream()
            .write(
                ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().readNBytes(100_000)).hasSize(100_000);
      }
    }

    assertThat(Arrays.equals(raw("GET", path).body(), content)).isTrue();
  }

  @ParameterizedTest(name = "{0} {1} {2} → {3}, naming {4}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "PATCH | /materials/424242 | {} | 40401 | 424242",
        "PATCH | /materials/1 | {\"name\": \"x\"} | 40001 | /name",
        "PATCH | /materials/1 | {\"tags\": \"x\"} | 40001 | /tags",
        "PATCH | /materials/1 | {\"tags\": [\"a,b\"]} | 40001 | /tags/0",
        "PATCH | /materials/1 | {\"caption\": \"{a\"} | 40001 | /caption",
        "PATCH | /materials/1 | {\"username\": \"a b\"} | 40001 | /username",
        "PATCH | /materials/1 | {\"sort\": 1.5} | 40001 | /sort",
        "PATCH | /materials/1 | [] | 40001 | JSON object",
        "GET | /materials/clip.mp4 |  | 40001 | only PUT takes a name",
        "GET | /materials/0 |  | 40401 | 0",
        "GET | /materials/99999999999999999999 |  | 40401 | 9999",
        "GET | /materials/1/content |  | 40401 | no material 1",
        "DELETE | /materials/1 |  | 40401 | no material 1",
        "POST | /materials |  | 40501 | GET",
        "POST | /materials/clip.mp4 |  | 40501 | GET, PUT, PATCH, DELETE",
        "PUT | /materials/x?sort=y |  | 40001 | sort",
        "PUT | /materials/x?caption=%7Ba |  | 40001 | caption",
        "PUT | /materials/x?username=a%20b |  | 40001 | username",
      })
  void what_is_wrong_is_named(String method, String path, String body, int code, String named)
      throws Exception {
    String sent = Optional.ofNullable(body).orElse("");
    Api.Answer answer =
        switch (method) {
          case "PATCH" -> api.patch(path, sent);
          case "GET" -> api.get(path);
          case "DELETE" -> api.delete(path, sent);
          case "POST" -> api.post(path, sent);
          case "PUT" -> api.upload(path, body(video(100)));
          default -> throw new IllegalArgumentException(method);
        };

    assertThat(answer.code()).as(answer.message()).isEqualTo(code);
    assertThat(answer.message()).contains(named);
  }

  @Test
  void methods_that_there_are_not_are_told_with_those_that_there_are() throws Exception {
    assertThat(raw("POST", "/api/v1/materials/1").headers().firstValue("Allow"))
        .contains("GET, PUT, PATCH, DELETE");
  }

  @Test
  void a_task_shows_what_it_took_and_holds_it_while_it_runs() throws Exception {
    long material = put("clip.mp4", video(100));
    Api.Answer made =
        api.post(
            "/task", "{\"serials\": [\"P1\"], \"script_name\": \"post\", \"script_config\": {}}");
    assertThat(made.data().path("warnings").toString()).doesNotContain("material");
    long task = made.data().path("task_ids").get(0).asLong();
    assertThat(api.task(task).path("materials")).isEmpty();
    JooqTaskRepository tasks = new JooqTaskRepository(database, CIPHER, ScriptTypes.builtIn());
    NodeId node = new NodeId("another");
    Instant now = Clock.systemUTC().instant();
    new JooqNodeDirectory(database, ScriptTypes.builtIn())
        .acquire(node, UUID.randomUUID(), Duration.ofMinutes(5), now);
    Task running = tasks.claimDue(node, Set.of(new DeviceSerial("P1")), 20, now).getFirst();
    assertThat(
            supply()
                .take(
                    running.id(),
                    running.attemptCount(),
                    new DeviceSerial("P1"),
                    Optional.empty(),
                    running.script()))
        .isInstanceOf(Supply.Taken.class);

    assertThat(api.task(task).path("materials"))
        .hasToString("[{\"name\":\"clip.mp4\",\"source\":\"library\",\"used\":false}]");
    assertThat(api.delete("/materials/" + material, "").code()).isEqualTo(40901);
    Api.Answer replaced = api.upload("/materials/clip.mp4", body(video(200)));
    assertThat(replaced.code()).isEqualTo(40901);
    assertThat(replaced.message()).contains("clip.mp4", "task " + task);

    Task ended = running.complete(Outcome.COMMITTED, Optional.empty(), Clock.systemUTC().instant());
    assertThat(tasks.finish(ended, running.attemptCount(), AttemptEnd.of(ended))).isTrue();
    assertThat(api.task(task).path("materials"))
        .hasToString("[{\"name\":\"clip.mp4\",\"source\":\"library\",\"used\":true}]");
    JsonNode used = api.get("/materials/" + material).data();
    assertThat(used.path("used").asBoolean()).isTrue();
    assertThat(used.path("used_by")).hasToString("[\"P1\"]");
    assertThat(names("?used=true")).containsExactly("clip.mp4");
    Api.Answer planned =
        api.post(
            "/task?dry_run=true",
            "{\"serials\": [\"P1\"], \"script_name\": \"post\", \"script_config\": {}}");
    assertThat(planned.data().path("warnings").toString())
        .contains("phone P1 has no video left to post in the material library (1 in all)");
    assertThat(warningsOf("{}")).contains("phone P1 has no video left").contains("upload more");
    assertThat(api.get("/task").data().path("tasks").get(0).has("materials")).isFalse();
    assertThat(api.upload("/materials/clip.mp4", body(video(200))).data().path("used").asBoolean())
        .as("new content is a new thing to post")
        .isFalse();
  }

  private MaterialChooser supply() {
    return new MaterialChooser(
        new JooqMaterialStock(database, home.resolve("library"), Clock.systemUTC()),
        new AllowedFolders(List.of(), home.resolve("materials"), 1),
        new Random(7));
  }

  @Test
  void what_a_post_would_miss_is_a_warning() throws Exception {
    assertThat(warningsOf("{}")).contains("the material library has no video");
    assertThat(warningsOf("{\"material_source\": \"localFolder\", \"material_path\": \"/etc\"}"))
        .contains("/etc", "allowed material folders");
    assertThat(warningsOf("{\"material_list\": [\"gone.mp4\"]}")).contains("gone.mp4");
  }

  private String warningsOf(String config) throws Exception {
    Api.Answer answer =
        api.post(
            "/task",
            "{\"serials\": [\"P1\"], \"script_name\": \"post\", \"script_config\": "
                + config
                + "}");
    assertThat(answer.code()).isZero();
    return answer.data().path("warnings").toString();
  }
}
