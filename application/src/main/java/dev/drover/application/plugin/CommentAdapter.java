package dev.drover.application.plugin;

import dev.drover.application.port.comments.CommentGenerator;
import dev.drover.application.port.device.RepairIdeas;
import dev.drover.domain.script.Secret;
import java.net.URI;
import java.util.Optional;

/**
 * A way to have comments written. The setting {@code comments.adapter} chooses one by its name.
 * {@link java.util.ServiceLoader} makes it, so it has a public constructor without parameters,
 * which does no work.
 */
public interface CommentAdapter {

  /** The name in the configuration: lower-case letters, digits and hyphens; always the same. */
  String name();

  /**
   * Opens the generator, once a server. A generator that is {@link AutoCloseable} is closed with
   * the server.
   *
   * @throws InvalidSetting if one of its settings can't be used
   * @throws RuntimeException if it can't be opened for another reason; the message is shown to the
   *     operator, so it says what to do
   */
  CommentGenerator open(CommentContext context);

  /**
   * Opens what has ideas for repairs, at the endpoint of {@code repair.base-url}. Does no work
   * until it is asked.
   *
   * @param key empty for an endpoint that wants none
   * @return empty, the default, if this adapter can't ask such an endpoint
   */
  default Optional<RepairIdeas> repairIdeas(URI baseUrl, String model, Optional<Secret> key) {
    return Optional.empty();
  }
}
