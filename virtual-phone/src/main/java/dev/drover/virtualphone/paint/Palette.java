package dev.drover.virtualphone.paint;

import java.awt.Color;

/** The colours. */
final class Palette {
  static final Color WHITE = Color.WHITE;
  static final Color INK = new Color(0x16181d);
  static final Color GREY_INK = new Color(0x7b7f8a);
  static final Color PAGE = new Color(0xffffff);
  static final Color DARK_PAGE = new Color(0x0c0d10);
  static final Color FIELD = new Color(0xf0f1f4);
  static final Color BUTTON = new Color(0xeceef2);
  static final Color LINE = new Color(0xe4e6eb);
  static final Color SHADE = new Color(0, 0, 0, 120);
  static final Color SHADOW = new Color(0, 0, 0, 105);
  static final Color GLASS = new Color(20, 22, 28, 150);
  static final Color HEART = new Color(0xff3355);
  static final Color SAVED = new Color(0xffc53d);
  static final Color KEYS = new Color(0xe3e5ea);
  static final Color KEY = Color.WHITE;
  static final Color KEY_OF_CONTROL = new Color(0xc9ccd4);

  private static final int[] TONES = {
    0xe4572e, 0x2e86ab, 0x6a4c93, 0x1b998b, 0xd1495b, 0x3d5a80, 0xc77d18, 0x5b8e3e, 0x8d4fa3,
    0x00798c, 0xb5446e, 0x4361ee
  };

  private Palette() {}

  /** A tone that white words can be read on. The same seed has the same tone. */
  static Color tone(String seed) {
    return new Color(TONES[Math.floorMod(mixed(seed), TONES.length)]);
  }

  /** A number of a seed in which all bits vary. */
  static int mixed(String seed) {
    int hash = seed.hashCode() * 0x9e3779b1;
    hash ^= hash >>> 15;
    hash *= 0x85ebca77;
    return hash ^ hash >>> 13;
  }

  static Color blend(Color one, Color other, double share) {
    return new Color(
        mix(one.getRed(), other.getRed(), share),
        mix(one.getGreen(), other.getGreen(), share),
        mix(one.getBlue(), other.getBlue(), share));
  }

  private static int mix(int one, int other, double share) {
    return (int) Math.round(one + (other - one) * Math.clamp(share, 0.0, 1.0));
  }

  static Color faded(Color color, int alpha) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
  }
}
