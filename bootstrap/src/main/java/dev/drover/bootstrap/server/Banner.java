package dev.drover.bootstrap.server;

import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.domain.license.LicenseStatus;
import dev.drover.domain.license.LicenseStatus.Granted;
import dev.drover.domain.license.LicenseStatus.Refused;

/** The text that the server prints after its start. */
public final class Banner {
  private Banner() {}

  public static String of(Server server) {
    ServerConfig config = server.config();
    return String.join(
        System.lineSeparator(),
        "Drover "
            + DroverVersion.text()
            + server
                .pageUrl()
                .map(page -> " is running at " + page + " (Ctrl-C ends it)")
                .orElse(" is running. Ctrl-C ends it."),
        "  API       "
            + config.apiUrl(server.port())
            + (config.isEveryAddress() ? ", and at each address of this machine" : "")
            + (config.http().keyDemanded() ? ", with an API key" : ""),
        "  API page  " + config.apiUrl(server.port()) + "/docs",
        "  database  " + server.storageName(),
        "  plan      " + plan(server.license()),
        "  phones    "
            + (config.connect().isEmpty() ? "" : String.join(", ", config.connect()) + "; ")
            + String.join("; ", server.phonePlaces()),
        "  home      " + config.home(),
        "");
  }

  private static String plan(LicenseStatus license) {
    return switch (license) {
      case Granted granted ->
          granted.plan().displayName() + ", " + granted.deviceLimit() + " phones at a time";
      case Refused refused -> "none: " + refused.reason();
    };
  }
}
