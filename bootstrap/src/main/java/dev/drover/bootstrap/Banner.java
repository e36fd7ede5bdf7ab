package dev.drover.bootstrap;

/** What the server says of itself when it has started. */
final class Banner {
  private Banner() {}

  static String of(Server server) {
    ServerConfig config = server.config();
    return String.join(
        System.lineSeparator(),
        "Drover " + Main.Version.text() + " is running. Ctrl-C ends it.",
        "  API       "
            + config.apiUrl(server.port())
            + (config.door().keyDemanded() ? ", with an API key" : ""),
        "  database  " + server.databaseName(),
        "  plan      "
            + config.plan().displayName()
            + ", "
            + config.plan().deviceLimit()
            + " phones at a time",
        "  phones    "
            + (config.connect().isEmpty() ? "" : String.join(", ", config.connect()) + "; ")
            + "USB phones by the adb server at "
            + config.adbServer().host()
            + ":"
            + config.adbServer().port(),
        "  home      " + config.home(),
        "");
  }
}
