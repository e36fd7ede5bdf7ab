package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.plugin.CommentAdapter;
import dev.drover.domain.script.Secret;
import dev.drover.domain.script.comment.CommentGeneration;
import dev.drover.testkit.contract.CommentAdapterContract;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The model in memory passes the suite of comment adapters. */
class ObedientModelTest extends CommentAdapterContract {
  ObedientModelTest() {
    super(new Lab());
  }

  private static final class Lab implements ModelLab {
    private final ObedientModel model = new ObedientModel("Nice");

    @Override
    public CommentAdapter adapter() {
      return model;
    }

    @Override
    public Map<String, String> settings() {
      return Map.of();
    }

    @Override
    public CommentGeneration generation() {
      return generationFor("https://api.example/v1");
    }

    @Override
    public void answers(String text) {
      model.answers(text);
    }

    @Override
    public void refuses() {
      model.refuses();
    }

    @Override
    public void close() {}
  }

  private static CommentGeneration generationFor(String baseUrl) {
    return new CommentGeneration(
        new Secret("sk-canary-4711"), "a-model", "short", 77, 1, URI.create(baseUrl), false);
  }

  @Test
  void it_tells_what_it_was_asked() {
    ObedientModel model = new ObedientModel("Nice");

    model.generate(generationFor("https://api.example/v1"), "a cat on a roof");

    assertThat(model.asked()).containsExactly("a cat on a roof");
  }
}
