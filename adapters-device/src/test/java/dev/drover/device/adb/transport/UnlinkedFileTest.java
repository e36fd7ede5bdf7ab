package dev.drover.device.adb.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class UnlinkedFileTest {
  @TempDir private Path folder;
  private Path clip;
  private Path secret;

  @BeforeEach
  void write() throws IOException {
    clip = Files.writeString(Files.createDirectory(folder.resolve("in")).resolve("clip"), "clip");
    secret =
        Files.writeString(Files.createDirectory(folder.resolve("out")).resolve("clip"), "secret");
    clip = clip.toRealPath();
  }

  private static String read(Path file) throws IOException {
    try (InputStream content = UnlinkedFile.open(file)) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void an_ordinary_file_is_read() throws Exception {
    assertThat(read(clip)).isEqualTo("clip");
  }

  @Test
  void a_link_in_the_files_place_is_not_followed() throws Exception {
    Files.delete(clip);
    Files.createSymbolicLink(clip, secret);

    assertThatThrownBy(() -> read(clip)).isInstanceOf(IOException.class);
  }

  @Test
  void a_link_in_its_folders_place_is_not_followed() throws Exception {
    Files.delete(clip);
    Files.delete(folder.resolve("in"));
    Files.createSymbolicLink(folder.resolve("in"), folder.resolve("out"));

    assertThatThrownBy(() -> read(clip)).isInstanceOf(IOException.class);
  }

  @Test
  @Timeout(60)
  void a_pipe_in_its_place_is_not_waited_for() throws Exception {
    Files.delete(clip);
    assertThat(new ProcessBuilder("mkfifo", clip.toString()).start().waitFor()).isZero();

    assertThatThrownBy(() -> read(clip)).hasMessageContaining("no ordinary file");
  }
}
