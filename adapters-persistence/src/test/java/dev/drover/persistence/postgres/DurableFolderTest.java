package dev.drover.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFolderTest {
  @TempDir private Path top;

  @Test
  void a_tree_is_written_with_its_empty_folders_and_links_to_nowhere() throws IOException {
    Files.createDirectories(top.resolve("a/b"));
    Files.writeString(top.resolve("a/file"), "x");
    Files.createSymbolicLink(top.resolve("link"), Path.of("nowhere"));

    assertThatCode(() -> DurableFolder.writeTree(top)).doesNotThrowAnyException();
  }

  @Test
  void what_cannot_be_written_is_told_and_not_passed_over() throws Exception {
    // Nothing can open a socket as a file, whoever runs this.
    Path socket = top.resolve("socket");
    try (var server =
        java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
      var _ = server.bind(java.net.UnixDomainSocketAddress.of(socket));

      assertThatThrownBy(() -> DurableFolder.writeTree(top))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("can't be written to the disk")
          .hasMessageContaining("socket");
    }
  }
}
