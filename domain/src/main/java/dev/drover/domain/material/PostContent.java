package dev.drover.domain.material;

/** The kind and number of a post's files. */
public sealed interface PostContent {
  int MOST_IMAGES = 35;

  /** Returns how many files the post takes. */
  int count();

  /** One video. */
  record Video() implements PostContent {
    @Override
    public int count() {
      return 1;
    }
  }

  /**
   * Images, shown in order.
   *
   * @param count 1..35
   */
  record Images(int count) implements PostContent {
    public Images {
      if (count < 1 || count > MOST_IMAGES) {
        throw new IllegalArgumentException("a post has 1 to " + MOST_IMAGES + " images");
      }
    }
  }
}
