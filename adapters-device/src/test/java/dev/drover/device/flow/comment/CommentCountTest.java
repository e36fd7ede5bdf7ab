package dev.drover.device.flow.comment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how counts of comments are read. */
class CommentCountTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9 comments|9",
        "Comentarios 9|9",
        "1,234 comments|1234",
        "1.234 comentarios|1234",
        "1\u202f234 commentaires|1234",
        "12 条评论|12",
        "12条评论|12",
        "12,345,678 comments|12345678"
      })
  void an_exact_count_is_read(String words, int count) {
    assertThat(CommentCount.of(words)).contains(count);
  }

  /** One comment more does not change such a count. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2K comments",
        "12K comments",
        "3 mil comentarios",
        "1,2 mil comentarios",
        "1.2万条评论",
        "12万条评论",
        "1,23 comments",
        "1.2 K commentaires",
        "12345678901 comments",
        "Comments",
        ""
      })
  void an_abbreviated_or_odd_count_is_none(String words) {
    assertThat(CommentCount.of(words)).isEmpty();
  }
}
