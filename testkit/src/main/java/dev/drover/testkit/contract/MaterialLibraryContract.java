package dev.drover.testkit.contract;

import static dev.drover.testkit.SampleMaterials.png;
import static dev.drover.testkit.SampleMaterials.video;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.port.storage.MaterialLibrary;
import dev.drover.application.port.storage.MaterialLibrary.Content;
import dev.drover.application.port.storage.MaterialLibrary.Deletion;
import dev.drover.application.port.storage.MaterialLibrary.LibraryMaterial;
import dev.drover.application.port.storage.MaterialLibrary.MaterialFilter;
import dev.drover.application.port.storage.MaterialLibrary.Upload;
import dev.drover.application.port.storage.MaterialLibrary.UploadBroken;
import dev.drover.domain.material.MaterialId;
import dev.drover.domain.material.MaterialLabels;
import dev.drover.domain.material.MaterialName;
import dev.drover.domain.material.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Tests the promises of {@link MaterialLibrary}. The library's limit must be below 64 MiB. */
public abstract class MaterialLibraryContract {
  private static final MaterialId NOBODYS = new MaterialId(424_242);
  private static final MaterialFilter ALL =
      new MaterialFilter(Optional.empty(), Optional.empty(), Optional.empty());

  private final MaterialLibrary library;

  /**
   * @param library a new, empty library
   */
  protected MaterialLibraryContract(MaterialLibrary library) {
    this.library = library;
  }

  private Upload store(String name, byte[] content) {
    return library.store(
        new MaterialName(name), new ByteArrayInputStream(content), UnaryOperator.identity());
  }

  private LibraryMaterial kept(String name, byte[] content) {
    return kept(store(name, content));
  }

  private static LibraryMaterial kept(Upload upload) {
    if (upload instanceof Upload.Kept(LibraryMaterial material)) {
      return material;
    }
    throw new AssertionError("not kept: " + upload);
  }

  private byte[] content(MaterialId id) throws IOException {
    try (Content content = library.open(id).orElseThrow()) {
      return content.bytes().readAllBytes();
    }
  }

  @Test
  void a_file_is_kept_whole_under_its_name() throws Exception {
    LibraryMaterial clip = kept("clip.mp4", video("1"));

    assertThat(clip.material().type()).isEqualTo(MediaType.MP4);
    assertThat(clip.material().size()).isEqualTo(video("1").length);
    assertThat(clip.material().labels()).isEqualTo(MaterialLabels.NONE);
    assertThat(clip.usedBy()).isEmpty();
    assertThat(library.find(clip.material().id())).contains(clip);
    assertThat(content(clip.material().id())).isEqualTo(video("1"));
  }

  @Test
  void new_content_takes_the_place_of_the_old_and_keeps_id_and_labels() throws Exception {
    LibraryMaterial first = kept("clip.mp4", video("1"));
    library.change(first.material().id(), labels -> labels.withTags(List.of("cats")));
    try (Content old = library.open(first.material().id()).orElseThrow()) {
      LibraryMaterial second = kept("clip.mp4", video("another"));

      assertThat(second.material().id()).isEqualTo(first.material().id());
      assertThat(second.material().sha256()).isNotEqualTo(first.material().sha256());
      assertThat(second.material().labels().tags()).containsExactly("cats");
      assertThat(old.bytes().readAllBytes()).isEqualTo(video("1"));
    }
    assertThat(content(first.material().id())).isEqualTo(video("another"));
    assertThat(library.list(ALL, 1, 10).total()).isEqualTo(1);
  }

  @Test
  void what_is_empty_of_another_type_or_too_large_is_refused() {
    assertThat(store("a", new byte[0])).isInstanceOf(Upload.Empty.class);
    assertThat(store("b", "hello, all of you".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Upload.OtherType.class);
    assertThat(store("c", Arrays.copyOf(video("1"), (int) library.largestBytes() + 1)))
        .isInstanceOf(Upload.TooLarge.class);
    assertThat(library.list(ALL, 1, 10).materials()).isEmpty();
  }

  @Test
  void an_upload_that_breaks_keeps_nothing() {
    InputStream breaks =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the client has gone");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            throw new IOException("the client has gone");
          }
        };
    InputStream half = new SequenceInputStream(new ByteArrayInputStream(video("1")), breaks);

    assertThatThrownBy(
            () -> library.store(new MaterialName("clip.mp4"), half, UnaryOperator.identity()))
        .isInstanceOf(UploadBroken.class);
    assertThat(library.list(ALL, 1, 10).total()).isZero();
  }

  @Test
  void it_lists_by_tag_and_kind_page_by_page_in_the_order_of_ids() {
    LibraryMaterial clip = kept("clip.mp4", video("1"));
    LibraryMaterial second = kept("second.mp4", video("2"));
    LibraryMaterial image = kept("image.png", png("1"));
    library.change(image.material().id(), labels -> labels.withTags(List.of("cats", "dogs")));
    library.change(clip.material().id(), labels -> labels.withTags(List.of("cats")));

    assertThat(ids(ALL, 1, 2)).containsExactly(clip.material().id(), second.material().id());
    assertThat(ids(ALL, 2, 2)).containsExactly(image.material().id());
    assertThat(library.list(ALL, 2, 2).total()).isEqualTo(3);
    assertThat(
            ids(new MaterialFilter(Optional.of("cats"), Optional.empty(), Optional.empty()), 1, 9))
        .containsExactly(clip.material().id(), image.material().id());
    assertThat(
            ids(new MaterialFilter(Optional.empty(), Optional.empty(), Optional.of(false)), 1, 9))
        .containsExactly(image.material().id());
    assertThat(ids(new MaterialFilter(Optional.empty(), Optional.of(true), Optional.empty()), 1, 9))
        .isEmpty();
  }

  private List<MaterialId> ids(MaterialFilter filter, int page, int pageSize) {
    return library.list(filter, page, pageSize).materials().stream()
        .map(found -> found.material().id())
        .toList();
  }

  @Test
  void a_deleted_material_is_gone_and_its_id_is_not_given_again() {
    MaterialId first = kept("clip.mp4", video("1")).material().id();

    assertThat(library.delete(first)).isInstanceOf(Deletion.Deleted.class);
    assertThat(library.delete(first)).isInstanceOf(Deletion.NotFound.class);
    assertThat(library.find(first)).isEmpty();
    assertThat(library.open(first)).isEmpty();
    assertThat(kept("clip.mp4", video("1")).material().id().value()).isGreaterThan(first.value());
  }

  @Test
  void what_is_not_there_can_not_be_changed() {
    assertThat(library.change(NOBODYS, UnaryOperator.identity())).isEmpty();
    assertThat(library.find(NOBODYS)).isEmpty();
  }

  @Test
  void a_change_that_throws_changes_nothing() {
    MaterialId id = kept("clip.mp4", video("1")).material().id();

    assertThatThrownBy(
            () ->
                library.change(
                    id,
                    _ -> {
                      throw new IllegalStateException("refused");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(library.find(id).orElseThrow().material().labels()).isEqualTo(MaterialLabels.NONE);
  }
}
