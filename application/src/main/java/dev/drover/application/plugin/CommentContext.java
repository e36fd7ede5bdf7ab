package dev.drover.application.plugin;

import dev.drover.application.port.meter.AdapterMeter;
import dev.drover.domain.script.AllowedEndpoints;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What a comment adapter is given.
 *
 * @param home the folder of the server's state; exists. A plug-in keeps its files in a folder of
 *     its own below it, named like the adapter
 * @param settings of the adapter alone, by name, as text; a list's items are joined by commas
 * @param endpoints which endpoints scripts may name now. A stored task may name one that was
 *     allowed when the task was made and is no more
 * @param clock the only source of time
 * @param meter for what is worth measuring
 * @param plugins loads the classes of all plug-ins
 */
public record CommentContext(
    Path home,
    Map<String, String> settings,
    AllowedEndpoints endpoints,
    Clock clock,
    AdapterMeter meter,
    ClassLoader plugins) {
  public CommentContext {
    settings = Map.copyOf(settings);
  }
}
