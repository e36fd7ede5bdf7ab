package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.Api;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests a material library on a disk of one megabyte. */
@ExtendWith(RealPostgres.class)
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class FullDiskTest {
  @Test
  void an_upload_that_does_not_fit_is_refused_with_words(
      @TempDir Path home, DatabaseAddress database) throws Exception {
    Path disk = Files.createDirectories(home.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()),
        "only root may mount a small disk");
    try (Server server =
        Server.start(
            TestConfig.of(home, database, Map.of(Setting.MATERIALS_FOLDER, disk.toString())))) {
      Api api = new Api(server.port());
      byte[] large = new byte[6 * 1024 * 1024];
      byte[] signature = "\0\0\0\u0018ftypmp42".getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(signature, 0, large, 0, signature.length);
      for (int i = 0; i < 3; i++) {
        Api.Answer refused = api.upload("/materials/large.mp4", BodyPublishers.ofByteArray(large));
        assertThat(refused.code()).as(refused.message()).isEqualTo(50301);
        assertThat(refused.message()).contains("disk").contains("full").contains("make room");
        try (var files = Files.list(disk)) {
          assertThat(files).as("nothing is left of it").isEmpty();
        }
      }
      byte[] small = java.util.Arrays.copyOf(large, 100_000);
      assertThat(api.upload("/materials/small.mp4", BodyPublishers.ofByteArray(small)).code())
          .isZero();
    } finally {
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }
}
