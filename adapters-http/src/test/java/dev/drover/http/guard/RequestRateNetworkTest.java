package dev.drover.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses share a rate. */
class RequestRateNetworkTest {
  private static String network(String address) throws Exception {
    return RequestRate.network(InetAddress.ofLiteral(address));
  }

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "192.0.2.7, ::ffff:192.0.2.7",
    "2001:db8:1:2::1, 2001:db8:1:2::2",
    "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff",
  })
  void addresses_that_one_client_may_choose_from_are_counted_together(String one, String other)
      throws Exception {
    assertThat(network(one)).isEqualTo(network(other));
  }

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource({
    "192.0.2.7, 192.0.2.8",
    "192.0.2.7, 192.0.3.7",
    "2001:db8:1:2::1, 2001:db8:1:3::1",
    "2001:db8:1:2::1, 2001:db8:2:2::1",
    "192.0.2.7, 2001:db8:1:2::1",
    "0.0.0.1, ::1",
  })
  void others_are_counted_apart(String one, String other) throws Exception {
    assertThat(network(one)).isNotEqualTo(network(other));
  }
}
