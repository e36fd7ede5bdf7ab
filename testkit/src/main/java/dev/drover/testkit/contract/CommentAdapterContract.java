package dev.drover.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drover.application.plugin.CommentAdapter;
import dev.drover.application.plugin.CommentContext;
import dev.drover.application.port.comments.CommentGenerator;
import dev.drover.application.port.comments.CommentGenerator.CommentNotGenerated;
import dev.drover.application.port.meter.AdapterMeter;
import dev.drover.domain.script.AllowedEndpoints;
import dev.drover.testkit.ModelLab;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link CommentAdapter} and its {@link CommentGenerator} promise. */
public abstract class CommentAdapterContract {
  private static final String ABOUT = "a cat on a roof";

  private final ModelLab lab;

  @TempDir private Path home;
  private CommentGenerator generator;

  /**
   * @param lab new; this closes it
   */
  protected CommentAdapterContract(ModelLab lab) {
    this.lab = lab;
  }

  @BeforeEach
  void open() {
    generator = opened();
  }

  @AfterEach
  void close() throws Exception {
    if (generator instanceof AutoCloseable closeable) {
      closeable.close();
    }
    lab.close();
  }

  private CommentGenerator opened() {
    return lab.adapter()
        .open(
            new CommentContext(
                home,
                lab.settings(),
                AllowedEndpoints.publicAnd(Set.of(lab.generation().baseUrl())),
                Clock.systemUTC(),
                new Unmeasured(),
                CommentAdapterContract.class.getClassLoader()));
  }

  private record Unmeasured() implements AdapterMeter {
    @Override
    public void gauge(Measure measure, DoubleSupplier value) {}

    @Override
    public void counter(Measure measure, DoubleSupplier total) {}

    @Override
    public Consumer<Duration> timer(Measure measure) {
      return _ -> {};
    }
  }

  private String generate(String about) {
    return generator.generate(lab.generation(), about);
  }

  private CommentNotGenerated failure() {
    CommentNotGenerated failed =
        catchThrowableOfType(CommentNotGenerated.class, () -> generate(ABOUT));
    assertThat(failed).isNotNull();
    return failed;
  }

  @Test
  void the_name_can_stand_in_a_configuration_and_stays_the_same() {
    CommentAdapter adapter = lab.adapter();

    assertThat(adapter.name()).matches("[a-z][a-z0-9_-]{0,39}").isEqualTo(adapter.name());
    assertThat(lab.adapter().name()).isEqualTo(adapter.name());
  }

  @Test
  void a_comment_is_what_the_model_writes() {
    lab.answers("What a brave cat");
    assertThat(generate(ABOUT)).isEqualTo("What a brave cat");

    lab.answers("Nice roof");
    assertThat(generate(ABOUT)).isEqualTo("Nice roof");
  }

  @ParameterizedTest
  @ValueSource(strings = {"What a\nbrave cat", "\n\nWhat a\r\nbrave cat\n", "What a\tbrave cat "})
  void a_comment_is_one_line(String answer) {
    lab.answers(answer);

    assertThat(generate(ABOUT)).isEqualTo("What a brave cat");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\n", "\t\u00a0"})
  void an_answer_without_words_is_no_comment(String answer) {
    lab.answers(answer);

    assertThat(failure().getMessage()).isNotBlank();
  }

  @Test
  void a_refusal_says_why_and_contains_no_secret() {
    lab.refuses();

    CommentNotGenerated refused = failure();

    StringWriter everything = new StringWriter();
    refused.printStackTrace(new PrintWriter(everything));
    assertThat(refused.getMessage()).isNotBlank();
    assertThat(everything.toString()).doesNotContain(lab.generation().apiKey().value());
  }

  @Test
  void a_retry_after_a_failure_is_safe() {
    lab.refuses();
    failure();
    failure();
    lab.answers("What a brave cat");

    assertThat(generate(ABOUT)).isEqualTo("What a brave cat");
  }

  @Test
  void anything_may_be_known_of_the_video_or_nothing() {
    lab.answers("Nice");

    for (String about :
        new String[] {
          "", "  ", "a\0b\n\"quoted\" {json} \\ \u202e \ud83d\ude00", "x ".repeat(50_000)
        }) {
      assertThat(generate(about)).isEqualTo("Nice");
    }
  }

  @Test
  void many_threads_may_ask_at_once() throws Exception {
    lab.answers("Nice");

    assertThat(Together.run(Collections.nCopies(20, () -> generate(ABOUT))))
        .hasSize(20)
        .containsOnly("Nice");
  }

  @Test
  void two_generators_of_one_adapter_do_not_disturb_each_other() throws Exception {
    lab.answers("Nice");
    CommentGenerator other = opened();
    assertThat(other.generate(lab.generation(), ABOUT)).isEqualTo("Nice");

    if (other instanceof AutoCloseable closeable) {
      closeable.close();
    }

    assertThat(generate(ABOUT)).isEqualTo("Nice");
  }
}
