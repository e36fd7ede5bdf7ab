package dev.drover.testkit;

import dev.drover.domain.material.MaterialSource;
import dev.drover.domain.material.PostContent;
import dev.drover.domain.script.post.AddedSound;
import dev.drover.domain.script.post.Placement;
import dev.drover.domain.script.post.PostScript;
import dev.drover.domain.script.post.PostWay;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Files to post, and scripts that post them. */
public final class SampleMaterials {
  private SampleMaterials() {}

  /** Returns a file that begins like a video and ends with the given text. */
  public static byte[] video(String end) {
    return ("\0\0\0\u0018ftypmp42" + end).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Returns a file that begins like a PNG image and ends with the given text. */
  public static byte[] png(String end) {
    return ("\u0089PNG\r\n\u001a\n" + end).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The beginning of a JPEG image, and any end. */
  public static byte[] jpeg(String end) {
    return ("\u00ff\u00d8\u00ff\u00e0" + end).getBytes(StandardCharsets.ISO_8859_1);
  }

  public static PostScript post(PostContent content, MaterialSource source) {
    return new PostScript(
        content,
        "",
        new PostWay.Share(),
        source,
        Duration.ZERO,
        new AddedSound.Untouched(),
        Duration.ZERO,
        Optional.empty(),
        Optional.empty(),
        false,
        Placement.REEL);
  }
}
