package dev.drover.bootstrap.server;

import dev.drover.application.plugin.Storage;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.bootstrap.config.Setting;
import dev.drover.domain.script.AllowedEndpoints;
import dev.drover.domain.script.AllowedEndpoints.OwnMachine;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds which endpoints scripts may name. Services of the server's own machine are among them while
 * nobody but programs of that machine can use the server: they could call these services anyway.
 */
final class ScriptEndpoints {
  private static final int USUAL_ADB_SERVER_PORT = 5037;

  private ScriptEndpoints() {}

  /**
   * @param port at which the server listens
   */
  static AllowedEndpoints of(ServerConfig config, int port, Storage storage) {
    AllowedEndpoints endpoints =
        AllowedEndpoints.publicAnd(config.commentBaseUrls())
            .orElse("the server's setting " + Setting.COMMENT_BASE_URLS.key() + " allows others");
    if (!config.servesThisMachineAlone()) {
      return endpoints;
    }
    Set<Integer> closed = new HashSet<>(storage.serverPorts());
    closed.add(port);
    closed.add(USUAL_ADB_SERVER_PORT);
    closed.add(config.adbServer().port());
    return endpoints.and(new OwnMachine(closed));
  }
}
