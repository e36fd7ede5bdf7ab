package dev.drover.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.http.guard.HttpSettings;
import dev.drover.http.testing.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a certificate and its key, before TLS is spoken with them. */
class ServerTlsTest {
  @TempDir private Path folder;
  private HttpSettings.TlsFiles files;

  @BeforeEach
  void write() throws IOException {
    files =
        new HttpSettings.TlsFiles(
            Files.writeString(folder.resolve("certificate.pem"), "nothing"),
            Files.writeString(folder.resolve("key.pem"), "nothing"));
    for (Path file : new Path[] {files.certificate(), files.privateKey()}) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private String warnings() {
    try (LogLines lines = LogLines.of("dev.drover.http.server")) {
      assertThatThrownBy(() -> ServerTls.load(files))
          .isInstanceOf(HttpApi.TlsUnusable.class)
          .hasMessageContaining("key.pem");
      return String.join("\n", lines.messages());
    }
  }

  @Test
  void files_that_nobody_else_can_write_are_not_warned_of() {
    assertThat(warnings()).isEmpty();
  }

  @Test
  void a_key_that_others_can_write_is_warned_of() throws IOException {
    Files.setPosixFilePermissions(files.privateKey(), PosixFilePermissions.fromString("rw-rw----"));

    assertThat(warnings())
        .contains("others can replace the TLS file " + files.privateKey(), "rw-rw----")
        .doesNotContain("certificate.pem");
  }

  @Test
  void a_folder_on_the_way_that_others_can_write_is_warned_of() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(warnings()).contains("certificate.pem", "key.pem", folder + " can be written");
  }
}
