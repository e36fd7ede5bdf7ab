package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.bootstrap.config.ConfigurationError;
import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.server.Server;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Starts that need an API key which nobody has made. */
@ExtendWith(RealPostgres.class)
class KeylessStartTest {
  @Test
  void without_a_key_a_server_does_not_start_where_others_can_reach_it(
      @TempDir Path home, DatabaseAddress address) {
    assertThatThrownBy(
            () ->
                Server.start(TestConfig.of(home, address, Map.of(Setting.HOST, "0.0.0.0"))).close())
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining("0.0.0.0")
        .hasMessageContaining("drover key create");
    assertThatThrownBy(
            () ->
                Server.start(TestConfig.of(home, address, Map.of(Setting.REQUIRE_API_KEY, "true")))
                    .close())
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining("require-api-key");
  }
}
