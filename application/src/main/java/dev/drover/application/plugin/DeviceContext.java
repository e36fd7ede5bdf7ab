package dev.drover.application.plugin;

import dev.drover.application.port.comments.CommentGenerator;
import dev.drover.application.port.meter.AdapterMeter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What a device adapter is given.
 *
 * @param home the folder of the server's state; exists. A plug-in keeps its files in a folder of
 *     its own below it, named like the adapter
 * @param settings of the adapter alone, by name, as text; a list's items are joined by commas
 * @param comments writes the comments that a script wants written
 * @param clock the only source of time
 * @param meter for what is worth measuring
 * @param plugins loads the classes of all plug-ins
 */
public record DeviceContext(
    Path home,
    Map<String, String> settings,
    CommentGenerator comments,
    Clock clock,
    AdapterMeter meter,
    ClassLoader plugins) {
  public DeviceContext {
    settings = Map.copyOf(settings);
  }
}
