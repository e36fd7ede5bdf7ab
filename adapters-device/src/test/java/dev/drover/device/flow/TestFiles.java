package dev.drover.device.flow;

import dev.drover.domain.material.MediaFile;
import dev.drover.domain.material.MediaType;
import dev.drover.domain.material.PostMaterials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Files to post, with distinguishable content. */
public record TestFiles(Path folder) {

  public PostMaterials video() {
    return materials(List.of(file("clip.mp4", MediaType.MP4, "\0\0\0\030ftypisom a video")));
  }

  public PostMaterials pictures(int count) {
    List<MediaFile> files = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      files.add(file("picture" + number + ".png", MediaType.PNG, "\u0089PNG number " + number));
    }
    return materials(files);
  }

  private static PostMaterials materials(List<MediaFile> files) {
    return new PostMaterials(files, Optional.empty(), Optional.empty());
  }

  private MediaFile file(String name, MediaType type, String content) {
    try {
      Path path = folder.resolve(name);
      Files.write(path, content.getBytes(StandardCharsets.ISO_8859_1));
      return new MediaFile(path, name, type);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
