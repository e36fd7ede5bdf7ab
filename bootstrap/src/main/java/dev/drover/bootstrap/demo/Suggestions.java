package dev.drover.bootstrap.demo;

import dev.drover.http.guard.HttpSettings;

/** Commands to try a demo with, as they work in a shell on its machine. */
final class Suggestions {
  private Suggestions() {}

  /**
   * Where the server demands a key, the commands read it from {@code DROVER_API_KEY}, as the
   * examples do: a key in a command would stay in the shell's history.
   *
   * @param api the address of the API
   * @param serial of a phone
   */
  static String of(HttpSettings http, String api, String serial) {
    String curl =
        "  curl "
            + http.tls().map(files -> "--cacert " + files.certificate() + " ").orElse("")
            + (http.keyDemanded() ? "-H \"X-API-Key: $DROVER_API_KEY\" " : "")
            + api;
    return "\nTry"
        + (http.keyDemanded()
            ? ", with a key of `drover key create NAME --scope write` in DROVER_API_KEY"
            : "")
        + ":\n"
        + curl
        + "/license/check\n"
        + curl
        + "/task -H 'Content-Type: application/json' -d '{\"serials\": [\""
        + serial
        + "\"], \"script_name\": \"follow\", \"script_config\": {\"target_users\": [\"@ann\"]}}'\n"
        + curl
        + "/task\n";
  }
}
