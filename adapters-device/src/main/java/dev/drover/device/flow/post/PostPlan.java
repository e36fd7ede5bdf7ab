package dev.drover.device.flow.post;

import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.script.post.AddedSound;
import dev.drover.domain.script.post.Caption;
import dev.drover.domain.script.post.PostScript;
import dev.drover.domain.script.post.PostWay;
import java.util.random.RandomGenerator;

/**
 * A post to make. Settings that come with the files override the script's.
 *
 * @param caption with its alternatives resolved, once
 */
public record PostPlan(PostScript script, PostMaterials materials, Caption caption) {

  static PostPlan of(PostScript script, PostMaterials materials, RandomGenerator random) {
    return new PostPlan(
        script, materials, Caption.of(materials.caption().orElse(script.captions()), random));
  }

  /** If a sound's address comes with the files, the post starts from that sound's page. */
  public PostWay way() {
    return materials
        .sound()
        .filter(sound -> isAddress(sound) || script.way() instanceof PostWay.UseSound)
        .<PostWay>map(PostWay.UseSound::new)
        .orElse(script.way());
  }

  public AddedSound sound() {
    if (way() instanceof PostWay.UseSound) {
      return new AddedSound.Untouched();
    }
    return materials.sound().<AddedSound>map(AddedSound.Searched::new).orElse(script.sound());
  }

  private static boolean isAddress(String sound) {
    return sound.startsWith("https://");
  }
}
