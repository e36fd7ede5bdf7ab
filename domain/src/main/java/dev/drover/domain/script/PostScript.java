package dev.drover.domain.script;

import java.time.Duration;

/**
 * Posts a video or images.
 *
 * @param captions the caption with its alternatives; see {@link Caption}
 * @param uploadWait how long an upload may take beyond what its progress justifies
 * @param soundWait how long a search for a sound may take
 * @param originalVolume 0..100, of the files' own sound
 * @param addedVolume 0..100, of the added sound
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
    int originalVolume,
    int addedVolume,
    boolean productLink,
    Placement placement)
    implements Script {
  public PostScript {
    if (originalVolume < 0 || originalVolume > 100 || addedVolume < 0 || addedVolume > 100) {
      throw new IllegalArgumentException("a volume is 0 to 100");
    }
    if (uploadWait.isNegative() || soundWait.isNegative()) {
      throw new IllegalArgumentException("nobody waits for less than nothing");
    }
    // Found out when the task is made, not when it runs.
    Spintax.parse(captions);
  }

  @Override
  public ScriptName name() {
    return ScriptName.POST;
  }
}
