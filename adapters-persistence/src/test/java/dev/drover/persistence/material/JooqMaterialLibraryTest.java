package dev.drover.persistence.material;

import static dev.drover.persistence.material.MaterialFixture.CLOCK;
import static dev.drover.persistence.material.MaterialFixture.LARGEST;
import static dev.drover.persistence.material.MaterialFixture.add;
import static dev.drover.persistence.material.MaterialFixture.filesIn;
import static dev.drover.persistence.material.MaterialFixture.zerosAfter;
import static dev.drover.persistence.postgres.ColumnValues.at;
import static dev.drover.persistence.schema.Tables.MATERIAL_LEFTOVER;
import static dev.drover.persistence.testing.QueueFixture.NODE;
import static dev.drover.persistence.testing.QueueFixture.NOW;
import static dev.drover.testkit.SampleMaterials.jpeg;
import static dev.drover.testkit.SampleMaterials.png;
import static dev.drover.testkit.SampleMaterials.video;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.port.storage.MaterialLibrary.Content;
import dev.drover.application.port.storage.MaterialLibrary.Deletion;
import dev.drover.application.port.storage.MaterialLibrary.LibraryMaterial;
import dev.drover.application.port.storage.MaterialLibrary.MaterialFilter;
import dev.drover.application.port.storage.MaterialLibrary.Upload;
import dev.drover.application.port.storage.MaterialLibrary.UploadBroken;
import dev.drover.domain.account.Username;
import dev.drover.domain.material.MaterialId;
import dev.drover.domain.material.MaterialLabels;
import dev.drover.domain.material.MaterialName;
import dev.drover.domain.material.MediaType;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.testing.RealPostgres;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(RealPostgres.class)
class JooqMaterialLibraryTest {
  private static final MaterialFilter ALL =
      new MaterialFilter(Optional.empty(), Optional.empty(), Optional.empty());

  @TempDir private Path home;
  private Database database;
  private Path folder;
  private JooqMaterialLibrary library;

  @BeforeEach
  void open(Database own) {
    database = own;
    folder = home.resolve("library");
    library = new JooqMaterialLibrary(database, folder, LARGEST, NODE, CLOCK);
  }

  private Upload store(String name, InputStream content) {
    return library.store(new MaterialName(name), content, UnaryOperator.identity());
  }

  private Upload store(String name, byte[] content) {
    return store(name, new ByteArrayInputStream(content));
  }

  private List<String> leftovers() {
    return database.query(sql -> sql.selectFrom(MATERIAL_LEFTOVER).fetch(MATERIAL_LEFTOVER.FILE));
  }

  private byte[] content(MaterialId id) throws IOException {
    try (Content content = library.open(id).orElseThrow()) {
      return content.bytes().readAllBytes();
    }
  }

  private static String sha256(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }

  @Test
  void a_file_is_kept_with_what_is_said_about_it() throws Exception {
    byte[] content = png("picture");

    LibraryMaterial kept =
        add(
            library,
            "a b.png",
            content,
            none ->
                none.withTags(List.of("cats"))
                    .withCaption(Optional.of("{Hi|Hello}"))
                    .withUsername(Optional.of(new Username("Ann")))
                    .withSort(Optional.of(3)));

    assertThat(library.find(kept.material().id())).contains(kept);
    assertThat(kept.usedBy()).isEmpty();
    assertThat(kept.material().name()).isEqualTo(new MaterialName("a b.png"));
    assertThat(kept.material().type()).isEqualTo(MediaType.PNG);
    assertThat(kept.material().size()).isEqualTo(content.length);
    assertThat(kept.material().sha256()).isEqualTo(sha256(content));
    assertThat(kept.material().createdAt()).isEqualTo(NOW);
    assertThat(kept.material().labels())
        .isEqualTo(
            new MaterialLabels(
                List.of("cats"),
                Optional.of("{Hi|Hello}"),
                Optional.of(new Username("Ann")),
                Optional.of(3)));
    assertThat(content(kept.material().id())).isEqualTo(content);
    assertThat(filesIn(folder)).hasSize(1);
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void the_type_is_told_by_the_content_whatever_the_name_says() {
    assertThat(add(library, "really.png", video("")).material().type()).isEqualTo(MediaType.MP4);
    assertThat(add(library, "really.mp4", jpeg("")).material().type()).isEqualTo(MediaType.JPEG);
    assertThat(store("clip.mp4", "#!/bin/sh\nreboot".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(new Upload.OtherType());
    assertThat(store("clip.mp4", new byte[0])).isEqualTo(new Upload.Empty());
  }

  @Test
  void what_is_refused_leaves_nothing_behind() throws Exception {
    JooqMaterialLibrary small = new JooqMaterialLibrary(database, folder, 100_000, NODE, CLOCK);

    assertThat(
            small.store(
                new MaterialName("large.mp4"),
                zerosAfter(video(""), 100_001),
                UnaryOperator.identity()))
        .isEqualTo(new Upload.TooLarge());
    assertThat(
            small.store(
                new MaterialName("fits.mp4"),
                zerosAfter(video(""), 100_000),
                UnaryOperator.identity()))
        .isInstanceOf(Upload.Kept.class);

    assertThat(filesIn(folder)).hasSize(1);
    assertThat(leftovers()).isEmpty();
    assertThat(library.list(ALL, 1, 20).total()).isEqualTo(1);
  }

  @Test
  void half_a_file_is_never_kept() throws Exception {
    InputStream broken =
        new FilterInputStream(zerosAfter(video(""), 200_000)) {
          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            if (read < 0) {
              throw new IOException("the client went");
            }
            return read;
          }
        };

    assertThatThrownBy(() -> store("half.mp4", broken)).isInstanceOf(UploadBroken.class);

    assertThat(filesIn(folder)).isEmpty();
    assertThat(leftovers()).isEmpty();
    assertThat(library.list(ALL, 1, 20).total()).isZero();
  }

  @Test
  void three_hundred_megabytes_pass_through_a_buffer_of_constant_size() {
    long size = 300L * 1024 * 1024;

    Upload upload = store("long.mp4", zerosAfter(video(""), size));

    assertThat(upload)
        .isInstanceOfSatisfying(
            Upload.Kept.class,
            kept -> assertThat(kept.material().material().size()).isEqualTo(size));
  }

  @Test
  void new_content_takes_the_place_of_the_old_and_keeps_what_was_said_about_it() throws Exception {
    LibraryMaterial first =
        add(library, "clip.mp4", video("first"), none -> none.withTags(List.of("cats")));
    try (Content opened = library.open(first.material().id()).orElseThrow()) {
      LibraryMaterial second =
          add(library, "clip.mp4", video("second"), before -> before.withSort(Optional.of(1)));

      assertThat(second.material().id()).isEqualTo(first.material().id());
      assertThat(second.material().labels().tags()).containsExactly("cats");
      assertThat(second.material().labels().sort()).contains(1);
      assertThat(content(second.material().id())).isEqualTo(video("second"));
      assertThat(opened.bytes().readAllBytes())
          .as("who reads the old content reads it to its end")
          .isEqualTo(video("first"));
    }
    assertThat(filesIn(folder)).hasSize(1);
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void uploads_of_one_name_at_the_same_time_leave_one_whole_file() throws Exception {
    List<Callable<Upload>> uploads =
        IntStream.range(0, 24)
            .<Callable<Upload>>mapToObj(
                i -> () -> store("clip.mp4", video(Integer.toString(i).repeat(50_000))))
            .toList();
    try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
      for (var upload : executor.invokeAll(uploads)) {
        assertThat(upload.get()).isInstanceOf(Upload.Kept.class);
      }
    }

    List<LibraryMaterial> all = library.list(ALL, 1, 20).materials();
    assertThat(all).hasSize(1);
    assertThat(sha256(content(all.getFirst().material().id())))
        .isEqualTo(all.getFirst().material().sha256());
    assertThat(filesIn(folder)).hasSize(1);
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void what_a_crash_left_is_removed_at_the_next_start_and_nothing_else() throws Exception {
    add(library, "clip.mp4", video("whole"));
    Path kept = filesIn(folder).getFirst();
    leave("own.mp4", NODE.value(), NOW);
    leave("others.mp4", "node-2", NOW);
    leave("abandoned.mp4", "node-3", NOW.minus(Duration.ofHours(25)));
    Path foreign = Files.writeString(folder.resolve("notes.txt"), "the operator's own");

    library.removeLeftovers();

    assertThat(filesIn(folder))
        .containsExactlyInAnyOrder(
            kept, foreign, folder.resolve("others.mp4"), folder.resolve(".others.mp4.part"));
    assertThat(leftovers()).containsExactly("others.mp4");
  }

  private void leave(String file, String node, Instant notedAt) throws IOException {
    Files.write(folder.resolve("." + file + ".part"), video("half"));
    Files.write(folder.resolve(file), video("moved, but not committed"));
    database.query(
        sql ->
            sql.insertInto(MATERIAL_LEFTOVER)
                .set(MATERIAL_LEFTOVER.FILE, file)
                .set(MATERIAL_LEFTOVER.NODE, node)
                .set(MATERIAL_LEFTOVER.NOTED_AT, at(notedAt))
                .execute());
  }

  @Test
  void labels_are_changed_and_cleared() {
    MaterialId id =
        add(library, "clip.mp4", video(""), none -> none.withSort(Optional.of(1))).material().id();

    Optional<LibraryMaterial> changed =
        library.change(id, before -> before.withTags(List.of("x")).withSort(Optional.empty()));

    assertThat(changed).isEqualTo(library.find(id));
    assertThat(changed.orElseThrow().material().labels())
        .isEqualTo(MaterialLabels.NONE.withTags(List.of("x")));
    assertThat(library.change(new MaterialId(4_242), before -> before)).isEmpty();
  }

  @Test
  void a_list_is_filtered_by_tag_and_kind_and_paged() {
    for (int i = 0; i < 5; i++) {
      int number = i;
      add(
          library,
          "v" + i,
          video("" + i),
          none -> none.withTags(number % 2 == 0 ? List.of("even", "all") : List.of("all")));
    }
    add(library, "p", png(""), none -> none.withTags(List.of("all")));

    assertThat(names(new MaterialFilter(Optional.of("even"), Optional.empty(), Optional.empty())))
        .containsExactly("v0", "v2", "v4");
    assertThat(names(new MaterialFilter(Optional.of("all"), Optional.empty(), Optional.of(false))))
        .containsExactly("p");
    assertThat(names(new MaterialFilter(Optional.of("%"), Optional.empty(), Optional.empty())))
        .isEmpty();
    assertThat(library.list(ALL, 2, 4).total()).isEqualTo(6);
    assertThat(library.list(ALL, 2, 4).materials()).hasSize(2);
  }

  private List<String> names(MaterialFilter filter) {
    return library.list(filter, 1, 20).materials().stream()
        .map(listed -> listed.material().name().value())
        .toList();
  }

  @Test
  void what_is_deleted_is_gone_with_its_file() throws Exception {
    MaterialId id = add(library, "clip.mp4", video("")).material().id();

    assertThat(library.delete(id)).isEqualTo(new Deletion.Deleted());

    assertThat(library.delete(id)).isEqualTo(new Deletion.NotFound());
    assertThat(library.find(id)).isEmpty();
    assertThat(library.open(id)).isEmpty();
    assertThat(filesIn(folder)).isEmpty();
    assertThat(leftovers()).isEmpty();
  }
}
