package dev.drover.application.plugin;

import dev.drover.application.port.meter.AdapterMeter;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.ScriptTypes;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * What a storage adapter is given.
 *
 * @param home the folder of the server's state; exists. A plug-in keeps its files in a folder of
 *     its own below it, named like the adapter
 * @param use who opens the storage
 * @param settings of the adapter alone, by name, as text; a list's items are joined by commas
 * @param node the server's lasting name
 * @param serverZone of the days of accounts that have no zone of their own
 * @param materials where files to post lie
 * @param scripts that this server runs
 * @param clock the only source of time
 * @param meter for what is worth measuring
 * @param plugins loads the classes of all plug-ins
 */
public record StorageContext(
    Path home,
    Use use,
    Map<String, String> settings,
    NodeId node,
    ZoneId serverZone,
    MaterialFolders materials,
    ScriptTypes scripts,
    Clock clock,
    AdapterMeter meter,
    ClassLoader plugins) {
  public StorageContext {
    settings = Map.copyOf(settings);
  }

  /** Who opens a storage. */
  public enum Use {
    /** A server, which has the home to itself. It uses every port. */
    SERVER,
    /** A command on a home that no server uses now. It uses {@link Storage#keys} alone. */
    COMMAND,
    /**
     * A command while a server runs on the home. It uses {@link Storage#keys} alone, and must
     * disturb nothing that the server has open.
     */
    COMMAND_BESIDE_SERVER
  }

  /**
   * Where files to post lie.
   *
   * @param library the material library's; servers on one storage share it
   * @param uploads where pictures for comments are looked for
   * @param roots folders from which scripts may take files
   * @param largestBytes how large a file may be
   */
  public record MaterialFolders(Path library, Path uploads, List<Path> roots, long largestBytes) {
    public MaterialFolders {
      roots = List.copyOf(roots);
    }
  }
}
