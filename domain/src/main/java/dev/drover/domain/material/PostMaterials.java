package dev.drover.domain.material;

import java.util.List;
import java.util.Optional;

/**
 * The files, caption and sound that one attempt posts.
 *
 * @param files in the order in which they are shown
 * @param caption belongs to the files and replaces the script's; see {@link
 *     dev.drover.domain.script.post.Caption}
 * @param sound belongs to the files (a name, or an {@code https://} address) and replaces the
 *     script's
 */
public record PostMaterials(
    List<MediaFile> files, Optional<String> caption, Optional<String> sound) {
  public PostMaterials {
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("a post has at least one file");
    }
  }
}
