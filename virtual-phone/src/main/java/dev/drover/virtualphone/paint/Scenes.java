package dev.drover.virtualphone.paint;

import dev.drover.virtualphone.paint.View.Bounds;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Draws what a video or a picture shows. The scene follows from its words, its colours and shapes
 * from its seed, and it moves with the time.
 */
final class Scenes {
  /** How far colours differ from those of the same scene elsewhere, of a whole turn. */
  private static final float WIDEST_TURN = 0.05f;

  private final Brush brush;
  private final String seed;
  private final double time;
  private final float hue;

  private Scenes(Brush brush, String seed, double time) {
    this.brush = brush;
    this.seed = seed;
    this.time = time;
    this.hue = (Math.floorMod(Palette.mixed(seed + "#"), 101) - 50) * WIDEST_TURN / 50;
  }

  /** What a scene can be. */
  private enum Kind {
    HILLS("cloud|mountain|hill|trail|hik|camp|breakfast"),
    SEA("sea|tide|harbour|harbor|beach|surf|boat|swim"),
    CITY("city|town|street|brick|build|night"),
    FOOD("cook|pan|food|bake|bread|dinner|recipe|coffee|eat"),
    DANCE("dance|party|club|concert|song|fun"),
    RADIO("radio|play|music|sound|record|guitar|orchestra"),
    TRAIN("train|travel|rail|journey|trip"),
    KITES("kite|wind|park|sky|summer|paper");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    private static Kind of(String seed, String topic) {
      String said = topic.substring(0, Math.min(200, topic.length())).toLowerCase(Locale.ROOT);
      for (Kind kind : values()) {
        for (String word : kind.words.split("\\|")) {
          if (said.contains(word)) {
            return kind;
          }
        }
      }
      return values()[Math.floorMod(Palette.mixed(seed), values().length)];
    }
  }

  /**
   * Draws a scene.
   *
   * @param time in seconds
   */
  static void paint(Graphics2D canvas, Bounds place, String seed, String topic, double time) {
    Shape clip = canvas.getClip();
    canvas.clipRect(place.left(), place.top(), place.width(), place.height());
    Scenes scene = new Scenes(new Brush(canvas, place), seed, time);
    switch (Kind.of(seed, topic)) {
      case HILLS -> scene.hills();
      case SEA -> scene.sea();
      case CITY -> scene.city();
      case FOOD -> scene.food();
      case DANCE -> scene.dance();
      case RADIO -> scene.radio();
      case TRAIN -> scene.train();
      case KITES -> scene.kites();
    }
    canvas.setClip(clip);
  }

  private int variant(int count) {
    return Math.floorMod(Palette.mixed(seed + "/"), count);
  }

  /** A colour of the scene, a little warmer or colder by its seed. */
  private Color rgb(int color) {
    float[] parts =
        Color.RGBtoHSB(color >> 16 & 0xff, color >> 8 & 0xff, color & 0xff, new float[3]);
    return Color.getHSBColor(parts[0] + hue, parts[1], parts[2]);
  }

  private double wave(double speed, double phase) {
    return Math.sin(time * speed + phase);
  }

  /** A place that wanders from right to left and comes back at the right. */
  private double drift(double start, double speed) {
    double place = (start - time * speed) % 1.5;
    return (place < 0 ? place + 1.5 : place) - 0.25;
  }

  private void cloud(double x, double y, double size, Color color) {
    brush.ellipse(x, y, size, size * 0.34, color);
    brush.ellipse(
        x - size * 0.35, y - size * 0.1 / brush.tallness(), size * 0.4, size * 0.34, color);
    brush.ellipse(
        x + size * 0.2, y - size * 0.2 / brush.tallness(), size * 0.5, size * 0.44, color);
  }

  private void hills() {
    int[][] moods = {
      {0x2b3a67, 0xf28482, 0xf7d08a, 0xffe8c2, 0x7d5a7b, 0x5b4870, 0x3c3560, 0x241f45},
      {0x3f8efc, 0x9bd0ff, 0xdff3ff, 0xfffbe6, 0x7fb8a4, 0x4f9a7c, 0x2f7a5b, 0x17543c},
      {0x402a6b, 0xb8508d, 0xff9b71, 0xffe0a8, 0x9a4f86, 0x6f3a78, 0x4b2965, 0x2a1845}
    };
    int[] mood = moods[variant(moods.length)];
    brush.gradient(0, 0.62, rgb(mood[0]), rgb(mood[1]), rgb(mood[2]));
    brush.gradient(0.62, 1, rgb(mood[2]), rgb(mood[4]));
    double sun = 0.3 + 0.01 * wave(0.15, 0);
    brush.circle(0.62, sun, 0.19, Palette.faded(rgb(mood[3]), 60));
    brush.circle(0.62, sun, 0.14, Palette.faded(rgb(mood[3]), 90));
    brush.circle(0.62, sun, 0.1, rgb(mood[3]));
    for (int i = 0; i < 3; i++) {
      cloud(
          drift(0.4 * i, 0.018 + 0.006 * i),
          0.12 + 0.09 * i,
          0.16 - 0.02 * i,
          Palette.faded(Color.WHITE, 120));
    }
    for (int layer = 0; layer < 4; layer++) {
      double base = 0.48 + 0.12 * layer;
      double move = time * 0.01 * (layer + 1);
      double phase = Palette.mixed(seed + layer) % 7;
      double rough = 3.5 + layer * 1.3;
      brush.ground(
          rgb(mood[4 + layer]),
          x ->
              base
                  + 0.05 * Math.sin((x + move) * rough + phase)
                  + 0.025 * Math.sin((x + move) * rough * 2.7 + phase * 2));
    }
    for (int tree = 0; tree < 7; tree++) {
      double x = drift(tree * 0.21, 0.04);
      double y = 0.88 + 0.05 * Math.sin(tree * 2.3);
      double size = 0.05 + 0.015 * (tree % 3);
      Color color = Palette.blend(rgb(mood[7]), Color.BLACK, 0.35);
      for (int part = 0; part < 3; part++) {
        double low = y - part * size * 0.8 / brush.tallness();
        brush.shape(
            color,
            x - size * (1 - part * 0.22),
            low,
            x + size * (1 - part * 0.22),
            low,
            x,
            low - size * 1.9 / brush.tallness());
      }
      brush.box(x - size * 0.12, y, size * 0.24, size, color);
    }
  }

  private void sea() {
    int[][] moods = {
      {0x0f4c81, 0x3f9bd8, 0xbfe6f5, 0xfff3d6, 0x1d84b5, 0x12699a, 0x0b4f7c, 0x083a5e},
      {0x3b1c5a, 0xc9516a, 0xffb56b, 0xffe29a, 0x8a3f6e, 0x65305f, 0x43214d, 0x2b1538},
      {0x0b2545, 0x13315c, 0x4f77a8, 0xf4f1de, 0x1c4a78, 0x153b63, 0x0f2c4d, 0x0a1f38}
    };
    int[] mood = moods[variant(moods.length)];
    brush.gradient(0, 0.52, rgb(mood[0]), rgb(mood[1]), rgb(mood[2]));
    double sunY = 0.4 + 0.008 * wave(0.2, 1);
    brush.circle(0.36, sunY, 0.2, Palette.faded(rgb(mood[3]), 60));
    brush.circle(0.36, sunY, 0.13, rgb(mood[3]));
    cloud(drift(0.9, 0.012), 0.16, 0.2, Palette.faded(Color.WHITE, 90));
    cloud(drift(0.2, 0.02), 0.26, 0.12, Palette.faded(Color.WHITE, 70));
    for (int layer = 0; layer < 5; layer++) {
      double base = 0.5 + 0.1 * layer;
      double height = 0.006 + 0.002 * layer;
      double rough = 10 - layer;
      double move = time * (0.35 + 0.12 * layer) * (layer % 2 == 0 ? 1 : -1);
      Color color = rgb(mood[4 + Math.min(3, layer)]);
      if (layer == 2) {
        boat(0.5 + 0.12 * wave(0.12, 0), base + 0.006 * wave(1.1, 0), rgb(mood[3]));
      }
      brush.ground(
          layer == 4 ? Palette.blend(color, Color.BLACK, 0.25) : color,
          x -> base + height * Math.sin(x * rough + move));
    }
    for (int glint = 0; glint < 9; glint++) {
      double away = glint * 0.05;
      brush.pill(
          0.36 - 0.1 + 0.03 * wave(1.2, glint) + away * 0.1,
          0.52 + away,
          0.2 - away * 0.2,
          0.008,
          0.008,
          Palette.faded(rgb(mood[3]), 130 - glint * 10));
    }
  }

  private void boat(double x, double y, Color sail) {
    double tall = brush.tallness();
    double lean = 0.01 * wave(0.9, 0.5);
    brush.shape(
        rgb(0x6d2e28),
        x - 0.13,
        y - 0.02 / tall,
        x + 0.13,
        y - 0.02 / tall,
        x + 0.09,
        y + 0.05 / tall,
        x - 0.09,
        y + 0.05 / tall);
    brush.beam(x, y - 0.02 / tall, x + lean, y - 0.34 / tall, 0.012, rgb(0x3a2420));
    brush.shape(
        sail,
        x + 0.012 + lean,
        y - 0.33 / tall,
        x + 0.012,
        y - 0.04 / tall,
        x + 0.13,
        y - 0.05 / tall);
    brush.shape(
        Palette.blend(sail, rgb(0xe4572e), 0.6),
        x - 0.008 + lean,
        y - 0.29 / tall,
        x - 0.01,
        y - 0.04 / tall,
        x - 0.1,
        y - 0.05 / tall);
  }

  private void city() {
    int[][] moods = {
      {0x0b1026, 0x2b2d6e, 0x7b4b94, 0x1b1f4a, 0x11163a, 0xffd166},
      {0x12263a, 0x1f4e79, 0xe08e6d, 0x1c3a5a, 0x0f2740, 0xffe8a3},
      {0x1a0b2e, 0x5a189a, 0xff6d8a, 0x2d124f, 0x1a0933, 0x7df9ff}
    };
    int[] mood = moods[variant(moods.length)];
    brush.gradient(0, 1, rgb(mood[0]), rgb(mood[1]), rgb(mood[2]));
    SplittableRandom dice = new SplittableRandom(Palette.mixed(seed));
    for (int star = 0; star < 26; star++) {
      double bright = 0.5 + 0.5 * wave(0.8, star * 1.7);
      brush.circle(
          dice.nextDouble(),
          dice.nextDouble() * 0.4,
          0.003 + 0.003 * dice.nextDouble(),
          Palette.faded(Color.WHITE, (int) (60 + 160 * bright)));
    }
    brush.circle(0.74, 0.16, 0.1, rgb(0xfdf6e3));
    brush.circle(0.78, 0.15, 0.09, Palette.blend(rgb(mood[0]), rgb(mood[1]), 0.35));
    for (int layer = 0; layer < 2; layer++) {
      double x = -0.1 - (layer == 0 ? 0.02 : 0.04) * (1 + wave(0.06, layer));
      while (x < 1.1) {
        double wide = 0.1 + dice.nextDouble() * 0.1;
        double roof = (layer == 0 ? 0.34 : 0.48) + dice.nextDouble() * 0.22;
        house(x, roof, wide, rgb(mood[3 + layer]), rgb(mood[5]), dice);
        x += wide + 0.008;
      }
    }
    brush.ground(rgb(0x0a0c18), _ -> 0.9);
    for (int car = 0; car < 4; car++) {
      boolean away = car % 2 == 0;
      double x = drift(car * 0.37, 0.11 + 0.02 * car);
      double y = away ? 0.925 : 0.96;
      double place = away ? x : 1 - x;
      brush.pill(
          place - 0.1, y, 0.2, 0.014, 0.014, Palette.faded(rgb(away ? 0xff3b3b : 0xfff3c4), 70));
      brush.circle(place, y, 0.013, rgb(away ? 0xff5a5a : 0xfff7d6));
    }
  }

  private void house(
      double x, double roof, double wide, Color wall, Color lamp, SplittableRandom dice) {
    brush.shape(wall, x, roof, x + wide, roof, x + wide, 1, x, 1);
    int columns = Math.max(2, (int) (wide / 0.04));
    double step = wide / columns;
    for (int row = 0; row < 11; row++) {
      double y = roof + 0.02 + row * 0.042;
      for (int column = 0; column < columns; column++) {
        int chance = dice.nextInt(100);
        boolean lit = chance < 42 && (chance > 8 || wave(0.25, chance + row) > 0);
        if (lit && y < 0.88) {
          brush.box(
              x + step * (column + 0.25),
              y,
              step * 0.5,
              0.03,
              Palette.faded(lamp, 120 + chance * 2));
        }
      }
    }
  }

  private void food() {
    int[][] moods = {
      {0xf6e7d0, 0xe7c9a0, 0x2f2f33, 0x45454c, 0xd94f30, 0x7fb042, 0xf6c445},
      {0xdfeee3, 0xb4d3bd, 0x383c44, 0x565c66, 0xe8743b, 0x4f9d5d, 0xf2d06b},
      {0xf7dfe0, 0xe3b3b5, 0x26282e, 0x3f4249, 0xc8553d, 0x9bc53d, 0xfde74c}
    };
    int[] mood = moods[variant(moods.length)];
    brush.gradient(0, 1, rgb(mood[0]), rgb(mood[1]));
    double tall = brush.tallness();
    for (int board = 0; board < 5; board++) {
      brush.box(0, 0.2 * board, 1, 0.006, Palette.faded(rgb(0x7a5632), 50));
    }
    double shake = 0.006 * wave(2.2, 0);
    double x = 0.5 + shake;
    double y = 0.5;
    brush.circle(x + 0.02, y + 0.02, 0.4, new Color(0, 0, 0, 50));
    brush.beam(x + 0.2, y + 0.25 / tall, x + 0.56, y + 0.72 / tall, 0.1, rgb(0x6b4a2b));
    brush.circle(x, y, 0.4, rgb(mood[2]));
    brush.circle(x, y, 0.35, rgb(mood[3]));
    brush.circle(x, y, 0.33, Palette.blend(rgb(mood[6]), rgb(mood[4]), 0.25));
    SplittableRandom dice = new SplittableRandom(Palette.mixed(seed));
    for (int piece = 0; piece < 26; piece++) {
      double turn = dice.nextDouble() * Math.PI * 2 + 0.1 * wave(0.6, piece);
      double away = Math.sqrt(dice.nextDouble()) * 0.27;
      double px = x + Math.cos(turn) * away;
      double py = y + Math.sin(turn) * away / tall;
      double size = 0.028 + dice.nextDouble() * 0.03;
      switch (piece % 4) {
        case 0 -> {
          brush.circle(px, py, size, rgb(mood[4]));
          brush.circle(px, py, size * 0.72, Palette.blend(rgb(mood[4]), Color.WHITE, 0.25));
        }
        case 1 -> brush.ellipse(px, py, size * 1.3, size * 0.6, rgb(mood[5]));
        case 2 ->
            brush.ellipse(
                px, py, size * 0.6, size * 1.2, Palette.blend(rgb(mood[5]), Color.BLACK, 0.25));
        default -> {
          brush.circle(px, py, size * 1.1, rgb(0xfffaf0));
          brush.circle(px, py, size * 0.55, rgb(mood[6]));
        }
      }
    }
    for (int steam = 0; steam < 5; steam++) {
      double life = (time * 0.22 + steam * 0.2) % 1;
      brush.ellipse(
          0.3 + 0.1 * steam + 0.04 * wave(1.1, steam),
          0.5 - life * 0.42,
          0.05 + life * 0.08,
          0.05 + life * 0.08,
          Palette.faded(Color.WHITE, (int) (70 * (1 - life))));
    }
  }

  private void dance() {
    int[][] moods = {
      {0x14022b, 0x3a0a63, 0xff2fb3, 0x35d6ff, 0xffe14d},
      {0x02122b, 0x0a3a63, 0x2fff9e, 0x7a5cff, 0xff5c5c},
      {0x2b0214, 0x630a33, 0xffb52f, 0xff4dd8, 0x4dfff3}
    };
    int[] mood = moods[variant(moods.length)];
    brush.gradient(0, 0.7, rgb(mood[0]), rgb(mood[1]));
    brush.gradient(0.7, 1, Palette.blend(rgb(mood[1]), Color.BLACK, 0.3), rgb(mood[0]));
    for (int beam = 0; beam < 5; beam++) {
      Color color = Palette.faded(rgb(mood[2 + beam % 3]), 60);
      double foot = 0.5 + 0.75 * wave(0.5 + 0.1 * beam, beam * 1.4);
      brush.shape(
          color, 0.1 + 0.2 * beam, 0, 0.12 + 0.2 * beam, 0, foot + 0.17, 0.95, foot - 0.17, 0.95);
    }
    for (int tile = 0; tile < 5; tile++) {
      double y = 0.74 + tile * tile * 0.015;
      brush.box(0, y, 1, 0.004, Palette.faded(rgb(mood[2]), 110));
      double x = 0.1 + tile * 0.2;
      brush.beam(
          0.5 + (x - 0.5) * 0.6,
          0.74,
          0.5 + (x - 0.5) * 2.2,
          1,
          0.004,
          Palette.faded(rgb(mood[2]), 110));
    }
    brush.beam(0.5, 0, 0.5, 0.14, 0.006, rgb(0xaaaaaa));
    brush.circle(0.5, 0.18, 0.1, rgb(0xcfd3e6));
    for (int mirror = 0; mirror < 12; mirror++) {
      double shine = wave(1.7, mirror * 2.1);
      brush.box(
          0.43 + 0.036 * (mirror % 4),
          0.15 + 0.025 * Math.floorDiv(mirror, 4),
          0.024,
          0.024,
          shine > 0.2 ? Color.WHITE : rgb(mood[2 + mirror % 3]));
    }
    for (int dancer = 0; dancer < 3; dancer++) {
      dancer(0.22 + 0.28 * dancer, 0.82 + 0.02 * (dancer % 2), dancer, rgb(mood[2 + dancer]));
    }
  }

  private void dancer(double x, double floor, int number, Color shirt) {
    double tall = brush.tallness();
    double jump = Math.abs(wave(2.4, number * 0.9)) * 0.03;
    double hip = floor - 0.3 / tall - jump;
    double shoulder = hip - 0.24 / tall;
    double sway = 0.03 * wave(2.4, number);
    Color trousers = rgb(0x11131f);
    Color skin = rgb(new int[] {0xf0b98d, 0x9c6644, 0xd99a6c}[number % 3]);
    brush.beam(x, hip, x - 0.06, floor, 0.045, trousers);
    brush.beam(x, hip, x + 0.06, floor, 0.045, trousers);
    brush.beam(x, hip, x + sway, shoulder, 0.11, shirt);
    double arm = wave(2.4, number * 1.8) * 0.1;
    brush.beam(x + sway, shoulder, x + sway - 0.13, shoulder - (0.1 + arm) / tall, 0.032, skin);
    brush.beam(x + sway, shoulder, x + sway + 0.13, shoulder - (0.1 - arm) / tall, 0.032, skin);
    brush.circle(x + sway, shoulder - 0.09 / tall, 0.056, skin);
    brush.ellipse(x + sway, shoulder - 0.12 / tall, 0.058, 0.035, rgb(0x22160f));
  }

  private void radio() {
    int[][] moods = {
      {0xf2c57c, 0xd98e4a, 0x7a3e1d, 0xa7582a, 0xfff2d8, 0x2a9d8f},
      {0x9ad1d4, 0x4f9da6, 0xb23a48, 0xd9596a, 0xfef6e4, 0xf4a261},
      {0xcdb4db, 0x8e7cc3, 0x33415c, 0x5c677d, 0xfdf0d5, 0xffafcc}
    };
    int[] mood = moods[variant(moods.length)];
    brush.gradient(0, 0.72, rgb(mood[0]), rgb(mood[1]));
    double tall = brush.tallness();
    brush.gradient(0.72, 1, rgb(0x6b4a2b), rgb(0x3f2a18));
    for (int ring = 0; ring < 3; ring++) {
      double life = (time * 0.3 + ring / 3.0) % 1;
      brush.circle(
          0.5, 0.5, 0.3 + life * 0.35, Palette.faded(Color.WHITE, (int) (60 * (1 - life))));
    }
    double bounce = 0.003 * wave(5, 0);
    double y = 0.72 - 0.52 / tall + bounce;
    brush.beam(0.74, y, 0.86, y - 0.34 / tall, 0.012, rgb(0xbfc3cc));
    brush.pill(0.12, y, 0.76, 0.52, 0.09, rgb(mood[2]));
    brush.pill(0.15, y + 0.03 / tall, 0.7, 0.46, 0.06, rgb(mood[3]));
    brush.circle(0.35, y + 0.26 / tall, 0.17 + 0.006 * wave(6, 0), rgb(0x2a2422));
    brush.circle(0.35, y + 0.26 / tall, 0.13, rgb(0x4a403b));
    brush.circle(0.35, y + 0.26 / tall, 0.05, rgb(0x2a2422));
    brush.pill(0.57, y + 0.08 / tall, 0.24, 0.12, 0.02, rgb(mood[4]));
    double needle = 0.6 + 0.09 * (1 + wave(0.4, 0));
    brush.beam(needle, y + 0.09 / tall, needle, y + 0.19 / tall, 0.007, rgb(0xd62828));
    for (int bar = 0; bar < 6; bar++) {
      double level = 0.03 + 0.07 * Math.abs(wave(2.3 + bar * 0.4, bar * 1.3));
      brush.box(0.575 + bar * 0.04, y + (0.36 - level) / tall, 0.026, level, rgb(mood[5]));
    }
    brush.circle(0.62, y + 0.42 / tall, 0.03, rgb(mood[4]));
    brush.circle(0.75, y + 0.42 / tall, 0.03, rgb(mood[4]));
    for (int note = 0; note < 3; note++) {
      double life = (time * 0.16 + note / 3.0) % 1;
      double x = 0.3 + 0.2 * note + 0.04 * wave(1.3, note);
      double up = y - 0.1 / tall - life * 0.3;
      Color ink = Palette.faded(rgb(mood[2]), (int) (220 * (1 - life)));
      brush.ellipse(x, up, 0.03, 0.022, ink);
      brush.beam(x + 0.027, up, x + 0.027, up - 0.12 / tall, 0.008, ink);
    }
  }

  private void train() {
    int[][] moods = {
      {0x0d1b2a, 0x1b263b, 0x415a77, 0x0a1420, 0xffd27a, 0xc1121f},
      {0x2d3047, 0x93748a, 0xf2a65a, 0x1b1d2e, 0xfff1c1, 0x1b998b},
      {0x355070, 0x6d597a, 0xe56b6f, 0x1f2f45, 0xffe5b4, 0xeaac8b}
    };
    int[] mood = moods[variant(moods.length)];
    brush.gradient(0, 0.7, rgb(mood[0]), rgb(mood[1]), rgb(mood[2]));
    double tall = brush.tallness();
    brush.circle(0.24, 0.2, 0.09, Palette.faded(rgb(0xfff7e0), 235));
    for (int layer = 0; layer < 2; layer++) {
      double move = time * (0.04 + 0.05 * layer);
      double base = 0.5 + 0.08 * layer;
      double rough = 5 + 2 * layer;
      brush.ground(
          Palette.blend(rgb(mood[2]), rgb(mood[3]), 0.45 + 0.3 * layer),
          x -> base + 0.035 * Math.sin((x + move) * rough) + 0.02 * Math.sin((x + move) * 13));
    }
    double y = 0.66;
    brush.ground(rgb(mood[3]), _ -> y + 0.2 / tall);
    for (int car = -1; car < 3; car++) {
      double x = car * 0.56 - (time * 0.22) % 0.56 + 0.1;
      brush.pill(x, y - 0.1 / tall, 0.53, 0.27, 0.05, rgb(mood[5]));
      brush.box(x, y + 0.09 / tall, 0.53, 0.03, rgb(0xf4f1de));
      for (int window = 0; window < 4; window++) {
        brush.pill(x + 0.04 + window * 0.12, y - 0.05 / tall, 0.09, 0.1, 0.02, rgb(mood[4]));
      }
      brush.circle(x + 0.1, y + 0.19 / tall, 0.035, rgb(0x101218));
      brush.circle(x + 0.43, y + 0.19 / tall, 0.035, rgb(0x101218));
    }
    brush.box(0, y + 0.225 / tall, 1, 0.012, rgb(0x9aa1ad));
    for (int sleeper = 0; sleeper < 9; sleeper++) {
      double x = sleeper * 0.14 - (time * 0.22) % 0.14;
      brush.box(x, y + 0.24 / tall, 0.06, 0.02, rgb(0x5c4632));
    }
    for (int post = 0; post < 2; post++) {
      double x = drift(post * 0.75, 0.3);
      brush.beam(x, 0.36, x, y + 0.5 / tall, 0.02, Palette.blend(rgb(mood[3]), Color.BLACK, 0.4));
      brush.box(x - 0.08, 0.38, 0.16, 0.012, Palette.blend(rgb(mood[3]), Color.BLACK, 0.4));
    }
  }

  private void kites() {
    int[][] moods = {
      {0x4cc9f0, 0xa8e6ff, 0xf5fbff, 0x80c565, 0x5aa34a},
      {0xff9e7a, 0xffcfa0, 0xfff1d6, 0x8fb85a, 0x6b9440},
      {0x5e7ce2, 0x92b4f4, 0xdce8ff, 0x6bbf8a, 0x489a6b}
    };
    int[] mood = moods[variant(moods.length)];
    brush.gradient(0, 0.9, rgb(mood[0]), rgb(mood[1]), rgb(mood[2]));
    double tall = brush.tallness();
    for (int i = 0; i < 4; i++) {
      cloud(
          drift(0.37 * i, 0.014 + 0.004 * i),
          0.1 + 0.13 * i,
          0.2 - 0.02 * i,
          Palette.faded(Color.WHITE, 170));
    }
    brush.ground(rgb(mood[3]), x -> 0.8 + 0.03 * Math.sin(x * 4));
    brush.ground(rgb(mood[4]), x -> 0.88 + 0.02 * Math.sin(x * 5 + 2));
    for (int kite = 0; kite < 3; kite++) {
      double x = 0.24 + 0.28 * kite + 0.05 * wave(0.5, kite * 2);
      double y = 0.2 + 0.13 * ((kite * 2) % 3) + 0.02 * wave(0.8, kite);
      Color color = Palette.tone(seed + kite);
      double size = 0.1 + 0.02 * kite;
      brush.beam(
          x, y + size / tall, 0.42 + 0.08 * kite, 0.84, 0.004, Palette.faded(Color.WHITE, 150));
      brush.shape(color, x, y - size * 1.3 / tall, x + size, y, x, y + size * 1.5 / tall);
      brush.shape(
          Palette.blend(color, Color.WHITE, 0.35),
          x,
          y - size * 1.3 / tall,
          x - size,
          y,
          x,
          y + size * 1.5 / tall);
      for (int knot = 1; knot < 5; knot++) {
        brush.circle(
            x + 0.02 * wave(2, knot + kite),
            y + (size * 1.5 + knot * 0.05) / tall,
            0.013,
            Palette.tone(seed + kite + knot));
      }
    }
    for (int person = 0; person < 3; person++) {
      double x = 0.42 + 0.08 * person;
      brush.beam(x, 0.9, x, 0.9 - 0.12 / tall, 0.04, Palette.tone(seed + "p" + person));
      brush.circle(x, 0.9 - 0.15 / tall, 0.026, rgb(0xe0a97e));
    }
  }
}
