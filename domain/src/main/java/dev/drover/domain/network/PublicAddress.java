package dev.drover.domain.network;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells which addresses belong to the public internet, by IANA's special-purpose registries. The
 * server calls no other address for a client: otherwise a client that may create tasks could reach
 * hosts behind the firewall, or a cloud's metadata service.
 */
public final class PublicAddress {

  /** A block of addresses that share the first {@code length} bits. */
  private record Block(InetAddress network, int length) {
    static Block of(String text) {
      int slash = text.indexOf('/');
      return new Block(
          InetAddress.ofLiteral(text.substring(0, slash)),
          Integer.parseInt(text.substring(slash + 1)));
    }

    boolean contains(byte[] address) {
      byte[] start = network.getAddress();
      if (address.length != start.length) {
        return false;
      }
      for (int bit = 0; bit < length; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (start[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private static final List<Block> NOT_PUBLIC_4 =
      blocks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  /** Global unicast; all other IPv6 addresses have special purposes. */
  private static final Block PUBLIC_6 = Block.of("2000::/3");

  /** Tunnels and documentation within it. */
  private static final List<Block> NOT_PUBLIC_6 =
      blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  /** An IPv4 address as IPv6-only networks represent it (NAT64), in the last 4 bytes. */
  private static final Block TRANSLATED = Block.of("64:ff9b::/96");

  private PublicAddress() {}

  /** Whether an address belongs to the public internet. */
  public static boolean isPublic(InetAddress address) {
    return switch (address) {
      case Inet4Address four -> isPublic4(four.getAddress());
      case Inet6Address six -> isPublic6(six.getAddress());
      default -> false;
    };
  }

  /**
   * Tells whether the text of a URL's host alone shows that it is not public: an address in any
   * form that resolvers accept, or a name of the machine itself or its local network.
   *
   * @param host as in a URL: an IPv6 address in brackets
   */
  public static boolean isPlainlyNotPublic(String host) {
    String name = host.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
    if (name.equals("localhost") || name.endsWith(".localhost") || name.endsWith(".local")) {
      return true;
    }
    return literal(name).filter(address -> !isPublic(address)).isPresent();
  }

  private static Optional<InetAddress> literal(String name) {
    try {
      if (name.startsWith("[")) {
        return Optional.of(InetAddress.ofLiteral(name.replaceAll("[\\[\\]]", "")));
      }
      // 0x7f.1 and 2130706433 are 127.0.0.1 to many resolvers.
      return Optional.of(Inet4Address.ofPosixLiteral(name));
    } catch (IllegalArgumentException aName) {
      return Optional.empty();
    }
  }

  private static boolean isPublic4(byte[] address) {
    return NOT_PUBLIC_4.stream().noneMatch(block -> block.contains(address));
  }

  private static boolean isPublic6(byte[] address) {
    if (TRANSLATED.contains(address)) {
      return isPublic4(Arrays.copyOfRange(address, 12, 16));
    }
    return PUBLIC_6.contains(address)
        && NOT_PUBLIC_6.stream().noneMatch(block -> block.contains(address));
  }

  private static List<Block> blocks(String... texts) {
    return Stream.of(texts).map(Block::of).toList();
  }
}
