package dev.drover.testkit;

import dev.drover.application.plugin.CommentAdapter;
import dev.drover.domain.script.comment.CommentGeneration;
import java.util.Map;

/**
 * A language model for the tests of a comment adapter. The author of an adapter implements it, and
 * passes it to {@link dev.drover.testkit.contract.CommentAdapterContract}.
 */
public interface ModelLab extends AutoCloseable {

  /** Returns a new adapter, as the server makes one. */
  CommentAdapter adapter();

  /** Returns the settings with which the adapter reaches the model. */
  Map<String, String> settings();

  /** Returns a request that the model takes. Its key is a secret that no message may contain. */
  CommentGeneration generation();

  /** Makes the model answer every later request with this text. */
  void answers(String text);

  /** Makes the model refuse every later request. */
  void refuses();

  @Override
  void close();
}
