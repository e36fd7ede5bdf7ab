package dev.drover.application.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.material.AllowedFolders.Contents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The texts beside the files of a folder, and of a user's own folder in it. */
class AllowedFoldersTest {
  @TempDir private Path home;
  private Path shared;
  private Path own;
  private AllowedFolders folders;

  @BeforeEach
  void makeFolders() throws IOException {
    shared = Files.createDirectories(home.resolve("clips"));
    own = Files.createDirectories(shared.resolve("@ann"));
    folders = new AllowedFolders(List.of(home), home.resolve("uploads"), 1024);
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private Contents ofAnn() {
    return folders.readOwn(own, shared);
  }

  @Test
  void the_shared_caption_serves_where_the_users_folder_has_none() throws Exception {
    write(shared, "caption.txt", "for all");
    assertThat(ofAnn().materials().caption()).contains("for all");
    assertThat(ofAnn().folder()).isEqualTo(own.toRealPath());

    write(own, "caption.txt", "for ann");
    assertThat(ofAnn().materials().caption()).contains("for ann");
    assertThat(folders.read(shared).materials().caption()).contains("for all");
  }

  @Test
  void an_empty_caption_of_ones_own_is_one() throws Exception {
    write(shared, "caption.txt", "for all");
    write(own, "caption.txt", " \n");

    assertThat(ofAnn().materials().caption()).isEmpty();
  }

  @Test
  void the_shared_sounds_serve_where_the_users_folder_has_none() throws Exception {
    write(shared, "sound_names.txt", "shared one\nshared two\n");
    assertThat(ofAnn().materials().sounds()).containsExactly("shared one", "shared two");

    write(shared, "sound_urls.txt", "https://www.tiktok.com/music/x-1\n");
    assertThat(ofAnn().materials().sounds()).containsExactly("https://www.tiktok.com/music/x-1");
  }

  @Test
  void sounds_of_ones_own_go_before_shared_ones_of_either_form() throws Exception {
    write(shared, "sound_urls.txt", "https://www.tiktok.com/music/x-1\n");
    write(own, "sound_names.txt", "own\n");

    assertThat(ofAnn().materials().sounds()).containsExactly("own");
  }

  @Test
  void captions_and_sounds_are_looked_for_by_themselves() throws Exception {
    write(shared, "sound_names.txt", "shared\n");
    write(own, "caption.txt", "for ann");

    assertThat(ofAnn().materials().caption()).contains("for ann");
    assertThat(ofAnn().materials().sounds()).containsExactly("shared");
  }

  @Test
  void the_files_are_those_of_the_users_folder_alone() throws Exception {
    Files.write(
        shared.resolve("all.jpg"), new byte[] {-1, -40, -1, -32, 0, 16, 74, 70, 73, 70, 0, 1});

    assertThat(ofAnn().materials().files()).isEmpty();
    assertThat(folders.read(shared).materials().files()).hasSize(1);
  }

  @Test
  void a_shared_text_that_leads_out_of_the_allowed_folders_is_refused(@TempDir Path elsewhere)
      throws Exception {
    write(elsewhere, "secret", "a secret");
    Files.createSymbolicLink(shared.resolve("caption.txt"), elsewhere.resolve("secret"));

    assertThatThrownBy(this::ofAnn).isInstanceOf(MaterialMissing.class);
  }
}
