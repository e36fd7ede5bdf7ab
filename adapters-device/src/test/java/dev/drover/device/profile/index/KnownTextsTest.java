package dev.drover.device.profile.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.device.profile.index.KnownTexts.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is known of texts")
class KnownTextsTest {
  private final KnownTexts texts = new KnownTexts();

  @Test
  void is_asked_once_for_each_text_and_comparison() {
    Question first = texts.question();
    Question second = texts.question();
    AtomicInteger asked = new AtomicInteger();

    for (int i = 0; i < 3; i++) {
      assertThat(
              texts.of("Follow").fits(first, text -> asked.incrementAndGet() > 0 && text.isEmpty()))
          .isFalse();
      assertThat(texts.of("Follow").fits(second, text -> asked.incrementAndGet() > 0)).isTrue();
    }

    assertThat(asked).hasValue(2);
  }

  @Test
  void is_forgotten_with_the_screen_where_a_text_is_long() {
    Question question = texts.question();

    assertThat(texts.of("a".repeat(KnownTexts.LONGEST + 1)).fits(question, _ -> true)).isTrue();

    assertThat(texts.size()).isZero();
  }

  @Test
  void keeps_what_is_seen_often_and_stays_limited() {
    Question question = texts.question();
    AtomicInteger asked = new AtomicInteger();

    for (int i = 0; i < 10 * KnownTexts.MOST; i++) {
      texts.of("caption " + i).fits(question, _ -> false);
      texts.of("Follow").fits(question, _ -> asked.incrementAndGet() > 0);
      assertThat(texts.size()).isLessThanOrEqualTo(2 * KnownTexts.MOST);
    }

    assertThat(asked).hasValue(1);
  }

  @Test
  void answers_a_comparison_that_was_added_after_a_text() {
    texts.of("Follow");
    List<Question> later = IntStream.range(0, 200).mapToObj(_ -> texts.question()).toList();

    for (Question question : later) {
      assertThat(texts.of("Follow").fits(question, "Follow"::equals)).isTrue();
      assertThat(texts.of("Follow").fits(question, String::isEmpty)).isFalse();
    }
  }

  @Test
  void is_right_for_many_threads() throws Exception {
    List<Question> questions = IntStream.range(0, 100).mapToObj(_ -> texts.question()).toList();
    List<Future<Integer>> wrong = new ArrayList<>();

    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int thread = 0; thread < 4; thread++) {
        wrong.add(
            threads.submit(
                () -> {
                  int differences = 0;
                  for (int i = 0; i < 20_000; i++) {
                    int length = i % 40;
                    Question question = questions.get(i * 7 % 100);
                    boolean fits =
                        texts
                            .of("a".repeat(length))
                            .fits(question, text -> text.length() % 3 == question.number() % 3);
                    differences += fits == (length % 3 == question.number() % 3) ? 0 : 1;
                  }
                  return differences;
                }));
      }
      for (Future<Integer> one : wrong) {
        assertThat(one.get()).isZero();
      }
    }
  }
}
