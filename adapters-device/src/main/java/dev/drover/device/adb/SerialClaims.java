package dev.drover.device.adb;

import dev.drover.domain.device.DeviceSerial;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The links that claim one serial.
 *
 * @param ways links to the phone that has it: the earliest that came online, and those that are not
 *     online
 * @param rivals links that are online and lead to another phone
 */
record SerialClaims(List<PhoneLink> ways, List<PhoneLink> rivals) {
  static SerialClaims among(List<PhoneLink> links) {
    Optional<PhoneLink> holder =
        links.stream().filter(PhoneLink::isOnline).min(Comparator.comparingLong(PhoneLink::claim));
    List<PhoneLink> rivals =
        links.stream()
            .filter(PhoneLink::isOnline)
            .filter(link -> holder.filter(link::reachesSamePhoneAs).isEmpty())
            .toList();
    return new SerialClaims(links.stream().filter(link -> !rivals.contains(link)).toList(), rivals);
  }

  /** The best way to the phone: one that is online before others, a cable before the network. */
  PhoneLink best() {
    return ways.stream()
        .min(
            Comparator.<PhoneLink, Boolean>comparing(link -> !link.isOnline())
                .thenComparing(PhoneLink::isOverNetwork))
        .orElseThrow();
  }

  List<String> addresses() {
    return addresses(ways);
  }

  private static List<String> addresses(List<PhoneLink> links) {
    return links.stream().map(PhoneLink::address).distinct().sorted().toList();
  }

  /** Why a rival is not used, and what to do. */
  String refusal(DeviceSerial serial) {
    return "it claims the serial "
        + serial
        + " of the phone at "
        + String.join(", ", addresses())
        + ", which was there before and keeps it; give it a serial of its own, or let go of one"
        + " of them: DELETE /devices/ADDRESS";
  }

  Optional<String> problem(DeviceSerial serial) {
    return rivals.isEmpty()
        ? best().problem()
        : Optional.of(
            "another phone, at "
                + String.join(", ", addresses(rivals))
                + ", claims the serial "
                + serial
                + " too; it is not used");
  }
}
