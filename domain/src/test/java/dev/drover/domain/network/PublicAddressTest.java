package dev.drover.domain.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "::127.0.0.1",
        "fe80::1",
        "fc00::1",
        "fd00:ec2::254",
        "fec0::1",
        "ff02::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1"
      })
  void what_is_not_the_public_internet_is_told_apart(String address) {
    assertThat(PublicAddress.isPublic(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "223.255.255.255",
        "2606:4700::1111",
        "2001:4860:4860::8888",
        "64:ff9b::101:101"
      })
  void the_public_internet_is_public_up_to_its_edges(String address) {
    assertThat(PublicAddress.isPublic(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  void an_ipv4_address_within_ipv6_is_not_taken_for_one_of_its_own() throws Exception {
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    mapped[12] = 10;
    mapped[15] = 1;

    assertThat(PublicAddress.isPublic(Inet6Address.getByAddress("", mapped, -1))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1",
        "0x7f.1",
        "0177.0.0.1",
        "2130706433",
        "0xa9fea9fe",
        "[::1]",
        "[::ffff:10.0.0.1]",
        "[fe80::1]",
        "localhost",
        "LOCALHOST.",
        "api.localhost",
        "printer.local",
        "10.0.0.1."
      })
  void a_host_that_is_plainly_not_public_is_told_by_its_text(String host) {
    assertThat(PublicAddress.isPlainlyNotPublic(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"api.openai.com", "1.1.1.1", "[2606:4700::1111]", "10.example", "local"})
  void other_hosts_are_for_the_resolver_to_tell(String host) {
    assertThat(PublicAddress.isPlainlyNotPublic(host)).isFalse();
  }
}
