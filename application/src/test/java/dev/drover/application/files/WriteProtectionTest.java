package dev.drover.application.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class WriteProtectionTest {
  @TempDir private Path folder;
  private Path own;
  private Path file;

  @BeforeEach
  void make() throws Exception {
    own = Files.createDirectory(folder.resolve("own"));
    permit(own, "rwxr-xr-x");
    file = Files.writeString(own.resolve("a.jar"), "content");
    permit(file, "rw-r--r--");
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  /** Where temporary files of every user lie, the sticky bit keeps them apart. */
  @Test
  void a_file_that_only_its_owner_writes_is_safe_below_a_sticky_folder() throws Exception {
    assertThat(WriteProtection.breach(file)).isEmpty();
  }

  @Test
  void a_file_that_the_group_or_all_can_write_is_not() throws Exception {
    for (String permissions : new String[] {"rw-rw-r--", "rw-r--rw-"}) {
      permit(file, permissions);
      assertThat(WriteProtection.breach(file).orElseThrow())
          .contains(file.toString())
          .contains(permissions);
    }
  }

  @Test
  void a_file_below_a_folder_that_others_can_write_is_not() throws Exception {
    permit(own, "rwxrwxrwx");
    assertThat(WriteProtection.breach(file).orElseThrow())
        .startsWith(own + " can be written by others");
  }

  @Test
  void a_folder_higher_up_counts() throws Exception {
    Path deep = Files.createDirectories(own.resolve("b/c"));
    Path inside = Files.writeString(deep.resolve("d.jar"), "content");
    permit(own, "rwxrwxr-x");
    assertThat(WriteProtection.breach(inside).orElseThrow()).startsWith(own + " ");
  }

  @Test
  void where_a_symbolic_link_leads_counts() throws Exception {
    Path open = Files.createDirectory(folder.resolve("open"));
    Path target = Files.writeString(open.resolve("b.jar"), "content");
    permit(open, "rwxrwxrwx");
    Path link = Files.createSymbolicLink(own.resolve("link"), open);
    assertThat(WriteProtection.breach(link.resolve("b.jar")).orElseThrow())
        .contains(open.getFileName().toString())
        .contains("can be written by others");
    permit(open, "rwxr-xr-x");
    permit(target, "rw-r--r--");
    assertThat(WriteProtection.breach(link.resolve("b.jar"))).isEmpty();
  }

  @Test
  void where_a_symbolic_link_lies_counts() throws Exception {
    Path open = Files.createDirectory(folder.resolve("open"));
    Path link = Files.createSymbolicLink(open.resolve("link"), Path.of("../own/a.jar"));
    permit(open, "rwxr-xr-x");
    assertThat(WriteProtection.breach(link)).isEmpty();
    permit(open, "rwxrwxrwx");
    assertThat(WriteProtection.breach(link).orElseThrow())
        .startsWith(open + " can be written by others");
  }

  @Test
  void links_in_a_circle_end() throws Exception {
    Path circle = Files.createSymbolicLink(own.resolve("circle"), Path.of("circle"));
    assertThatThrownBy(() -> WriteProtection.breach(circle))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too many symbolic links");
  }

  @Test
  void what_is_not_there_can_not_be_checked() {
    assertThatThrownBy(() -> WriteProtection.breach(own.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
