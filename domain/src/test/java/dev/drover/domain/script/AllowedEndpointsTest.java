package dev.drover.domain.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.script.AllowedEndpoints.OwnMachine;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedEndpointsTest {
  private static final AllowedEndpoints OWN =
      AllowedEndpoints.PUBLIC.and(new OwnMachine(Set.of(80, 5037, 5432, 50809)));

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "http://localhost:11434/v1",
        "http://LOCALHOST:11434",
        "HTTP://localhost:11434",
        "http://127.0.0.1:11434/v1",
        "http://[::1]:11434/v1",
        "https://localhost:8443",
        "https://localhost",
        "https://api.example.com/v1",
      })
  void a_service_of_the_own_machine_may_be_named(String url) {
    assertThat(OWN.refusal(URI.create(url))).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "http://localhost:50809",
        "http://localhost:050809",
        "http://LocalHost:50809/api",
        "https://localhost:50809",
        "http://127.0.0.1:5432",
        "http://[::1]:5037",
        "http://localhost",
        "http://localhost:",
        "http://localhost:0",
        "http://localhost:116345",
        "http://localhost:4295018105",
        "ftp://localhost:11434",
        "file://localhost/etc/passwd",
        "http://user@localhost:11434",
        "http://localhost:11434?x=",
        "http://localhost:11434/#x",
        "http://localhost.:11434",
        "http://x.localhost:11434",
        "http://localhost.evil.example:11434",
        "http://127.1:11434",
        "http://127.0.0.2:11434",
        "http://127.0.0.1.:11434",
        "http://2130706433:11434",
        "http://0x7f000001:11434",
        "http://017700000001:11434",
        "http://[::ffff:127.0.0.1]:11434",
        "http://[::ffff:7f00:1]:11434",
        "http://[0:0:0:0:0:0:0:1]:11434",
        "http://[::1%25lo]:11434",
        "http://[::]:11434",
        "http://0.0.0.0:11434",
        "http://0:11434",
        "http://192.168.0.1:11434",
        "http://169.254.169.254",
        "http://api.example.com/v1",
        "https://localhost.:50809",
        "https://2130706433:50809",
        "https://0.0.0.0:50809",
        "https://[::ffff:127.0.0.1]:50809",
        "/v1",
        "localhost:11434",
      })
  void no_other_way_to_write_it_leads_to_a_closed_port_or_elsewhere(String url) {
    assertThat(OWN.refusal(URI.create(url))).isPresent();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"http://localhost:11434", "https://localhost:11434", "http://[::1]:11434"})
  void without_it_nothing_of_the_own_machine_may_be_named(String url) {
    assertThat(AllowedEndpoints.PUBLIC.refusal(URI.create(url))).isPresent();
  }

  @Test
  void a_refusal_says_what_is_wrong_and_how_others_are_allowed() {
    AllowedEndpoints told = OWN.orElse("the operator allows others");

    assertThat(told.refusal(URI.create("http://api.example.com")))
        .contains("must be an https:// URL; the operator allows others");
    assertThat(told.refusal(URI.create("https://10.0.0.1")))
        .contains("must be on the public internet; the operator allows others");
    assertThat(told.refusal(URI.create("http://localhost:5432")).orElseThrow())
        .startsWith("must not be the server itself, its database");
    assertThat(AllowedEndpoints.PUBLIC.refusal(URI.create("http://api.example.com")))
        .contains("must be an https:// URL");
  }

  @Test
  void what_the_operator_names_is_allowed_at_a_closed_port_too() {
    URI named = URI.create("http://127.0.0.1:5432/v1");

    assertThat(
            AllowedEndpoints.publicAnd(Set.of(named))
                .and(new OwnMachine(Set.of(5432)))
                .refusal(named))
        .isEmpty();
  }
}
