package dev.drover.bootstrap.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.bootstrap.config.Setting;
import dev.drover.http.guard.HttpSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuggestionsTest {
  @TempDir private Path home;

  private HttpSettings settings(Map<String, String> environment) {
    return ServerConfig.load(Map.of(Setting.HOME, home.toString()), environment, Optional.empty())
        .http();
  }

  @Test
  void on_its_own_machine_nothing_but_the_address_is_needed() {
    assertThat(Suggestions.of(settings(Map.of()), "http://127.0.0.1:7/api/v1", "DEMO-1"))
        .startsWith("\nTry:\n  curl http://127.0.0.1:7/api/v1/license/check\n")
        .contains("{\"serials\": [\"DEMO-1\"]")
        .doesNotContain("X-API-Key", "--cacert");
  }

  @Test
  void where_a_key_is_demanded_each_command_sends_it_and_trusts_the_servers_certificate()
      throws Exception {
    Path certificate = Files.writeString(home.resolve("cert.pem"), "a certificate");
    Path key = Files.writeString(home.resolve("key.pem"), "a key");
    HttpSettings settings =
        settings(
            Map.of(
                "DROVER_REQUIRE_API_KEY", "true",
                "DROVER_TLS_CERTIFICATE", certificate.toString(),
                "DROVER_TLS_PRIVATE_KEY", key.toString()));

    String text = Suggestions.of(settings, "https://drover.example/api/v1", "DEMO-1");

    assertThat(text).contains("drover key create NAME --scope write");
    assertThat(text.lines().filter(line -> line.startsWith("  curl ")))
        .hasSize(3)
        .allMatch(
            line ->
                line.startsWith(
                    "  curl --cacert "
                        + certificate
                        + " -H \"X-API-Key: $DROVER_API_KEY\" https://drover.example/api/v1/"));
  }
}
