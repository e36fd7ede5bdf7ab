package dev.drover.bootstrap.server;

import dev.drover.bootstrap.config.ServerConfig;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/** Finds where the programs of scripts reach this server: they run on its machine. */
final class ProgramApi {
  private static final String VERSION = "/api/v1";

  private ProgramApi() {}

  /**
   * Returns the base that the vendor's programs expect, without {@code /api/v1}.
   *
   * @param port at which the server listens
   */
  static URI of(ServerConfig config, int port) {
    String api = config.apiUrl(port);
    return URI.create(
        listensEverywhere(config)
            ? api.substring(0, api.indexOf("//")) + "//127.0.0.1:" + port
            : api.substring(0, api.length() - VERSION.length()));
  }

  private static boolean listensEverywhere(ServerConfig config) {
    try {
      return InetAddress.getByName(config.clientHost()).isAnyLocalAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
