package dev.drover.domain.material;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files in a folder of materials, and those that a post takes. Videos are taken at random,
 * images in order: by the number in a name's {@code sort_N_} prefix, then by name; names without
 * the prefix come last.
 *
 * @param files of all kinds, each path once
 * @param caption replaces the script's in every post from this folder
 * @param sounds names or {@code https://} addresses, one for each successive post
 */
public record FolderMaterials(
    List<MediaFile> files, Optional<String> caption, List<String> sounds) {

  /** The order of images. */
  public static final Comparator<MediaFile> IMAGE_ORDER =
      Comparator.comparing(MediaFile::name, FolderMaterials::compareNames);

  private static final Pattern SORT_PREFIX = Pattern.compile("sort_(\\d{1,100})_.*");

  public FolderMaterials {
    files = List.copyOf(files);
    sounds = List.copyOf(sounds);
  }

  /** The files of the kind that a post is made of. */
  public List<MediaFile> fitting(PostContent content) {
    return files.stream().filter(file -> file.type().fits(content)).toList();
  }

  /**
   * Returns the files of one post, in the order in which they are shown; empty if there are too
   * few.
   *
   * @param spent files that the user has posted before; they are not taken
   */
  public Optional<List<MediaFile>> choose(
      PostContent content, Set<MediaFile> spent, RandomGenerator random) {
    List<MediaFile> free = fitting(content).stream().filter(file -> !spent.contains(file)).toList();
    if (free.size() < content.count()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (content) {
          case PostContent.Video video -> List.of(free.get(random.nextInt(free.size())));
          case PostContent.Images images ->
              free.stream().sorted(IMAGE_ORDER).limit(images.count()).toList();
        });
  }

  /**
   * Returns the sound of a post. Each post takes the next sound; the first follows the last.
   *
   * @param earlierPosts how many posts the user has made from this folder
   */
  public Optional<String> sound(long earlierPosts) {
    return sounds.isEmpty()
        ? Optional.empty()
        : Optional.of(sounds.get((int) (earlierPosts % sounds.size())));
  }

  /** Returns the lines of a text that are not blank, trimmed. */
  public static List<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private static int compareNames(String first, String second) {
    int byNumber = compareNumbers(sortNumber(first), sortNumber(second));
    return byNumber != 0 ? byNumber : first.compareTo(second);
  }

  private static int compareNumbers(Optional<BigInteger> first, Optional<BigInteger> second) {
    if (first.isPresent() && second.isPresent()) {
      return first.get().compareTo(second.get());
    }
    return Boolean.compare(first.isEmpty(), second.isEmpty());
  }

  private static Optional<BigInteger> sortNumber(String name) {
    Matcher matcher = SORT_PREFIX.matcher(name);
    return matcher.matches() ? Optional.of(new BigInteger(matcher.group(1))) : Optional.empty();
  }
}
