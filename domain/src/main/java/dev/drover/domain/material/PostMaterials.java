package dev.drover.domain.material;

import java.util.List;
import java.util.Optional;

/**
 * What one attempt at a post is made of.
 *
 * @param files in the order in which they are shown
 * @param caption that comes with them and takes the place of the script's; see {@link
 *     dev.drover.domain.script.Caption}
 * @param sound that comes with them (a name, or an {@code https://} address) and takes the place of
 *     the script's
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
