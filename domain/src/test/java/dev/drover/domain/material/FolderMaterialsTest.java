package dev.drover.domain.material;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FolderMaterialsTest {
  private static final PostContent VIDEO = new PostContent.Video();

  private static MediaFile file(String name, MediaType type) {
    return new MediaFile(Path.of("/materials", name), name, type);
  }

  private static FolderMaterials images(String... names) {
    return folder(Stream.of(names).map(name -> file(name, MediaType.JPEG)).toList());
  }

  private static FolderMaterials folder(List<MediaFile> files) {
    return new FolderMaterials(files, Optional.empty(), List.of());
  }

  private static List<String> names(Optional<List<MediaFile>> chosen) {
    return chosen.orElseThrow().stream().map(MediaFile::name).toList();
  }

  @Test
  void images_come_by_the_number_of_their_prefix_and_then_by_name() {
    FolderMaterials folder =
        images("b.jpg", "sort_10_a.jpg", "sort_2_z.jpg", "sort_x_.jpg", "a.jpg", "sort_2_b.jpg");

    assertThat(names(folder.choose(new PostContent.Images(6), Set.of(), new Random(1))))
        .containsExactly(
            "sort_2_b.jpg", "sort_2_z.jpg", "sort_10_a.jpg", "a.jpg", "b.jpg", "sort_x_.jpg");
  }

  @Test
  void a_number_of_any_length_is_compared_as_a_number() {
    String nines = "9".repeat(30);
    FolderMaterials folder = images("sort_1" + nines + "_a.jpg", "sort_" + nines + "_b.jpg");

    assertThat(names(folder.choose(new PostContent.Images(2), Set.of(), new Random(1))))
        .containsExactly("sort_" + nines + "_b.jpg", "sort_1" + nines + "_a.jpg");
  }

  @Test
  void only_files_of_the_wanted_kind_are_taken() {
    FolderMaterials folder =
        folder(List.of(file("a.mp4", MediaType.MP4), file("b.png", MediaType.PNG)));

    assertThat(names(folder.choose(VIDEO, Set.of(), new Random(1)))).containsExactly("a.mp4");
    assertThat(names(folder.choose(new PostContent.Images(1), Set.of(), new Random(1))))
        .containsExactly("b.png");
    assertThat(folder.choose(new PostContent.Images(2), Set.of(), new Random(1))).isEmpty();
  }

  @Test
  void videos_are_taken_at_random() {
    FolderMaterials folder =
        folder(IntStream.range(0, 4).mapToObj(i -> file("v" + i, MediaType.MP4)).toList());
    Random random = new Random(5);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      seen.addAll(names(folder.choose(VIDEO, Set.of(), random)));
    }

    assertThat(seen).hasSize(4);
  }

  @Test
  void sounds_follow_one_another_and_begin_again() {
    FolderMaterials folder = new FolderMaterials(List.of(), Optional.empty(), List.of("a", "b"));

    assertThat(IntStream.range(0, 5).mapToObj(k -> folder.sound(k).orElseThrow()))
        .containsExactly("a", "b", "a", "b", "a");
    assertThat(images().sound(3)).isEmpty();
  }

  @Test
  void lines_that_say_nothing_are_no_lines() {
    assertThat(FolderMaterials.lines(" first \r\n\r\n\t\nsecond\n"))
        .containsExactly("first", "second");
  }

  @Provide
  Arbitrary<List<MediaFile>> files() {
    Arbitrary<String> names =
        Arbitraries.oneOf(
            Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(4),
            Arbitraries.integers().between(0, 20).map(number -> "sort_" + number + "_x"));
    return names
        .flatMap(name -> Arbitraries.of(MediaType.values()).map(type -> file(name, type)))
        .list()
        .ofMaxSize(20)
        .uniqueElements(MediaFile::path);
  }

  @Property
  void nothing_spent_is_taken_and_nothing_twice(
      @ForAll("files") List<MediaFile> files,
      @ForAll @Size(20) List<Boolean> spentOnes,
      @ForAll @IntRange(min = 0, max = 6) int count,
      @ForAll long seed) {
    PostContent content = count == 0 ? VIDEO : new PostContent.Images(count);
    Set<MediaFile> spent = new HashSet<>();
    for (int i = 0; i < files.size(); i++) {
      if (spentOnes.get(i)) {
        spent.add(files.get(i));
      }
    }
    FolderMaterials folder = folder(files);
    long free = folder.fitting(content).stream().filter(file -> !spent.contains(file)).count();

    Optional<List<MediaFile>> chosen = folder.choose(content, spent, new Random(seed));

    assertThat(chosen.isPresent()).isEqualTo(free >= content.count());
    chosen.ifPresent(
        taken ->
            assertThat(taken)
                .hasSize(content.count())
                .doesNotHaveDuplicates()
                .noneMatch(spent::contains)
                .allMatch(file -> file.type().fits(content))
                .isSortedAccordingTo(FolderMaterials.IMAGE_ORDER));
  }

  @Property
  void the_order_of_the_folder_does_not_matter_to_images(
      @ForAll("files") List<MediaFile> files, @ForAll long seed) {
    List<MediaFile> shuffled = new ArrayList<>(files);
    Collections.shuffle(shuffled, new Random(seed));
    PostContent one = new PostContent.Images(1);

    assertThat(folder(shuffled).choose(one, Set.of(), new Random(seed)))
        .isEqualTo(folder(files).choose(one, Set.of(), new Random(seed)));
  }
}
