package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.Api;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests clients that try to read the server's files through every field that names a file. */
@ExtendWith(RealPostgres.class)
@Timeout(240)
class FilesAttackTest {
  private static final byte[] CLIP =
      "\0\0\0\u0018ftypisom\0\0\0\0isommp42".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] PICTURE = "\u0089PNG\r\n\032\n".getBytes(StandardCharsets.ISO_8859_1);

  @TempDir private Path home;
  @TempDir private Path allowed;
  @TempDir private Path elsewhere;

  private VirtualPhone phone;
  private Server server;
  private Api api;
  private ServerSocketChannel socket;

  @BeforeEach
  void start(DatabaseAddress database) throws Exception {
    Files.write(elsewhere.resolve("v.mp4"), CLIP);
    Files.write(elsewhere.resolve("p.png"), PICTURE);
    Files.createSymbolicLink(allowed.resolve("link.mp4"), elsewhere.resolve("v.mp4"));
    Files.createSymbolicLink(allowed.resolve("folder"), elsewhere);
    Files.createSymbolicLink(allowed.resolve("device.mp4"), Path.of("/dev/zero"));
    Files.createSymbolicLink(allowed.resolve("loop.mp4"), allowed.resolve("loop.mp4"));
    Files.writeString(allowed.resolve("page.mp4"), "<html>no video</html>");
    assertThat(
            new ProcessBuilder("mkfifo", allowed.resolve("pipe.mp4").toString()).start().waitFor())
        .isZero();
    socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    socket.bind(UnixDomainSocketAddress.of(allowed.resolve("socket.mp4")));
    phone = VirtualPhone.start(PhoneConfig.named("FIRST", "ann"));
    server =
        Server.start(
            TestConfig.of(home, database, Map.of(Setting.MATERIALS_ROOTS, allowed.toString())));
    api = new Api(server.port());
    assertThat(api.post("/devices/connect", "{\"address\": \"" + phone.adbAddress() + "\"}").code())
        .isZero();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    phone.close();
    socket.close();
  }

  private List<String> attacks(String file) {
    return List.of(
        "/etc/passwd",
        "/proc/self/environ",
        "/dev/zero",
        "../" + elsewhere.getFileName() + "/" + file,
        "./../../../../../../../etc/passwd",
        "x/../../" + elsewhere.getFileName() + "/" + file,
        elsewhere.resolve(file).toString(),
        allowed + "/../" + elsewhere.getFileName() + "/" + file,
        "/proc/self/root" + elsewhere.resolve(file),
        "folder/" + file,
        "link.mp4",
        "device.mp4",
        "loop.mp4",
        "pipe.mp4",
        allowed.resolve("pipe.mp4").toString(),
        allowed.resolve("socket.mp4").toString(),
        "socket.mp4",
        "page.mp4",
        "..%2f..%2fetc%2fpasswd",
        "..\\..\\etc\\passwd",
        "file:///etc/passwd",
        "~/.ssh/id_rsa",
        ".",
        "a/".repeat(1_500),
        "\u202e4pm.evil",
        home.resolve("secret.key").toString(),
        home.resolve("adbkey").toString());
  }

  /** The tasks that each try one file, by what they try. */
  private Map<Long, String> tasks(String script, List<String> files, String config)
      throws Exception {
    Map<Long, String> tasks = new HashMap<>();
    for (String file : files) {
      Api.Answer answer =
          api.post(
              "/task",
              "{\"serials\": [\"FIRST\"], \"script_name\": \""
                  + script
                  + "\", \"script_config\": "
                  + config.formatted(Api.JSON.writeValueAsString(file))
                  + "}");
      withoutPaths(answer.toString(), file);
      if (answer.code() == 0) {
        tasks.put(answer.data().at("/task_ids/0").asLong(), file);
      } else {
        assertThat(answer.code()).as(file).isEqualTo(40001);
      }
    }
    return tasks;
  }

  private void allFailWithoutEffect(Map<Long, String> tasks) throws Exception {
    for (Map.Entry<Long, String> tried : tasks.entrySet()) {
      JsonNode task = api.awaitStatus(tried.getKey(), "failed");
      assertThat(task.path("failure_code").asText())
          .as(tried.getValue() + ": " + task)
          .isEqualTo("material_missing");
      withoutPaths(task.toString(), tried.getValue());
    }
    assertThat(phone.effects()).isEmpty();
    assertThat(phone.commands().toString()).doesNotContain("Drover/");
  }

  /** No path of the server but what the client gave itself. */
  private void withoutPaths(String answer, String given) throws Exception {
    String rest = answer.replace(Api.JSON.writeValueAsString(given).replaceAll("^\"|\"$", ""), "");
    rest = rest.replace(given, "");
    List<String> told = new ArrayList<>();
    for (Path path : List.of(home, allowed, elsewhere)) {
      if (rest.contains(path.toString())) {
        told.add(path + " in " + rest);
      }
    }
    assertThat(told).isEmpty();
  }

  @Test
  void no_file_of_a_list_comes_from_outside_or_is_no_video() throws Exception {
    allFailWithoutEffect(tasks("post", attacks("v.mp4"), "{\"material_list\": [%s]}"));
  }

  @Test
  void no_folder_of_a_post_is_outside() throws Exception {
    allFailWithoutEffect(
        tasks(
            "post",
            attacks("v.mp4"),
            "{\"material_source\": \"localFolder\", \"material_path\": %s}"));
  }

  @Test
  void no_picture_of_a_comment_comes_from_outside() throws Exception {
    allFailWithoutEffect(
        tasks(
            "comment",
            attacks("p.png"),
            "{\"comment_content\": \"hi\", \"target_post_url\":"
                + " \"https://www.tiktok.com/@bob/video/7\", \"comment_image_path\": %s}"));
  }

  @Test
  void no_name_of_the_library_leads_out_of_it() throws Exception {
    List<Path> before = everythingBelow(home);
    for (String name :
        List.of(
            "..%2f..%2fevil.mp4",
            "%2e%2e%2fevil.mp4",
            "%2fetc%2fevil.mp4",
            "..%5c..%5cevil.mp4",
            "%2e%2e",
            "a".repeat(2_000) + ".mp4",
            "evil%0a.mp4")) {
      Api.Answer answer = api.upload("/materials/" + name, BodyPublishers.ofByteArray(CLIP));
      assertThat(answer.code()).as(name + ": " + answer.message()).isIn(40001, 40401, 40501);
      assertThat(answer.toString()).doesNotContain(home.toString());
    }
    Api.Answer page =
        api.upload("/materials/page.mp4", BodyPublishers.ofString("<html>no video</html>"));
    assertThat(page.code()).isIn(40001, 41501);

    assertThat(everythingBelow(home)).isEqualTo(before);
    assertThat(api.upload("/materials/good.mp4", BodyPublishers.ofByteArray(CLIP)).code()).isZero();
  }

  private static List<Path> everythingBelow(Path folder) throws Exception {
    try (var paths = Files.walk(folder)) {
      return paths.filter(path -> path.toString().contains("evil")).sorted().toList();
    }
  }
}
