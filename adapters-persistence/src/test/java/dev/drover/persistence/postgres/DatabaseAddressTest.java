package dev.drover.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of a database's address, by us and by whoever is given its URL. */
class DatabaseAddressTest {
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "jdbc:postgresql://db.example:5433/queue?user=me&password=canary-a",
        "jdbc:postgresql://db.example:5433/queue?sslmode=require&sslpassword=canary-a&user=me",
        "jdbc:postgresql://db.example:5433/queue?sslkeypassword=canary-a",
        "jdbc:postgresql://db.example:5433/queue?SSLPassword=canary-a&sslmode=require",
        "jdbc:postgresql://db.example:5433/queue?ssl%70assword=canary-a",
        "jdbc:postgresql://db.example:5433/queue?oauthClientSecret=canary-a&accessToken=canary-b",
        "postgresql://me:canary-a@db.example:5433/queue?sslpassword=canary-b",
        "postgres://me@db.example:5433/queue?password=canary-a&sslkeypassword=canary-b",
      })
  void no_password_of_any_kind_is_in_what_is_told(String url) {
    DatabaseAddress address = DatabaseAddress.parse(url);

    assertThat(address.jdbcUrl())
        .startsWith("jdbc:postgresql://db.example:5433/queue")
        .doesNotContain("canary");
    assertThat(address.display()).isEqualTo("postgresql://db.example:5433/queue");
    assertThat(address).hasToString(address.display());
  }

  @Test
  void what_is_taken_out_of_the_url_is_still_given_to_the_driver() {
    DatabaseAddress address =
        DatabaseAddress.parse(
            "postgresql://me:p%40ss@db.example/queue?sslmode=verify-full&sslpassword=a%26b&sslkey=/k.p12");

    assertThat(address.jdbcUrl())
        .isEqualTo("jdbc:postgresql://db.example:5432/queue?sslmode=verify-full&sslkey=/k.p12");
    assertThat(address.user()).contains("me");
    assertThat(address.password()).contains("p@ss");
    assertThat(address.secrets()).isEqualTo(Map.of("sslpassword", "a&b"));
    assertThat(address.credentials())
        .containsOnly(
            Map.entry("user", "me"),
            Map.entry("password", "p@ss"),
            Map.entry("sslpassword", "a&b"));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "mysql://me:canary@host/name",
        "postgresql://me:canary@/name",
        "postgresql://me:canary @host/name",
        "jdbc:postgresql://me:canary@host/name",
        "jdbc:postgresql://host/name?password=%zz-canary",
        "jdbc:postgresql://host/name?sslpassword=%zz-canary",
      })
  void a_url_that_can_not_be_used_is_refused_without_being_repeated(String url) {
    assertThatThrownBy(() -> DatabaseAddress.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("database URL")
        .message()
        .doesNotContain("canary", "zz");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://u:p@localhost:5433/d | 5432,5433",
        "postgresql://u:1:2@localhost/d | 5432",
        "jdbc:postgresql://a:1111,b:2222,c/d?user=u | 1111,2222,5432",
        "jdbc:postgresql://[::1]:6543/d | 5432,6543",
        "jdbc:postgresql:d | 5432",
        "jdbc:postgresql://h/d?PGPORT=7654 | 5432,7654",
      })
  void its_ports_are_those_of_every_host_and_the_usual_one(String url, String ports) {
    assertThat(DatabaseAddress.parse(url).ports())
        .extracting(String::valueOf)
        .contains(ports.split(","));
  }
}
