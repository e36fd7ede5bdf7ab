package dev.drover.domain.script.post;

import dev.drover.domain.app.Platform;
import dev.drover.domain.material.FilesNeeded;
import dev.drover.domain.material.MaterialSource;
import dev.drover.domain.material.PostContent;
import dev.drover.domain.material.Spintax;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.Unfit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Posts a video or images.
 *
 * @param captions the caption with its alternatives; see {@link Caption}
 * @param uploadWait how long an upload may take beyond what its progress justifies
 * @param soundWait how long a search for a sound may take
 * @param originalVolume 0..100, of the files' own sound; empty for the app's own setting
 * @param addedVolume 0..100, of the added sound; empty for the app's own setting
 * @param productLink whether a product is linked; TikTok only
 * @param placement Instagram only
 */
public record PostScript(
    PostContent content,
    String captions,
    PostWay way,
    MaterialSource materials,
    Duration uploadWait,
    AddedSound sound,
    Duration soundWait,
    Optional<Integer> originalVolume,
    Optional<Integer> addedVolume,
    boolean productLink,
    Placement placement)
    implements Script {
  /** Percent; the volume that a request means if it names none. */
  public static final int USUAL_VOLUME = 50;

  public PostScript {
    if (!isVolume(originalVolume) || !isVolume(addedVolume)) {
      throw new IllegalArgumentException("a volume is 0 to 100");
    }
    if (uploadWait.isNegative() || soundWait.isNegative()) {
      throw new IllegalArgumentException("a wait is not negative");
    }
    // Reports a malformed caption when the task is created, not when it runs.
    Spintax.parse(captions);
  }

  private static boolean isVolume(Optional<Integer> volume) {
    return volume.filter(percent -> percent < 0 || percent > 100).isEmpty();
  }

  @Override
  public String wireName() {
    return PostType.NAME;
  }

  @Override
  public FilesNeeded files() {
    return new FilesNeeded.ToPost(content, materials);
  }

  @Override
  public List<Unfit> unfitFor(Platform platform) {
    return switch (platform) {
      case TIKTOK ->
          placement == Placement.REEL
              ? List.of()
              : List.of(Unfit.onlyOn(Platform.INSTAGRAM, "placement"));
      case INSTAGRAM -> unfitForInstagram();
    };
  }

  /** Instagram ignores sounds and volumes. */
  private List<Unfit> unfitForInstagram() {
    List<Unfit> unfit = new ArrayList<>();
    if (way instanceof PostWay.UseSound) {
      unfit.add(new Unfit("post_way", "useSound works on TikTok only"));
    }
    if (productLink) {
      unfit.add(Unfit.onlyOn(Platform.TIKTOK, "add_product_link"));
    }
    if (placement == Placement.STORY
        && content instanceof PostContent.Images(int count)
        && count > 1) {
      unfit.add(new Unfit("image_count", "must be 1 with placement story"));
    }
    return unfit;
  }
}
