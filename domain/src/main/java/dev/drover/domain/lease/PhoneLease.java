package dev.drover.domain.lease;

import dev.drover.domain.access.SecretHash;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import java.time.Instant;

/**
 * A phone is driven by a program or a person until some time, and by nothing else meanwhile.
 *
 * @param node the server that has the phone, and sends the commands
 * @param label what the holder calls itself
 * @param until when it ends unless it is extended, by the storage's clock; after {@code since}
 */
public record PhoneLease(
    DeviceSerial serial,
    NodeId node,
    LeaseHolder holder,
    LeaseLabel label,
    SecretHash token,
    Instant since,
    Instant until) {
  public PhoneLease {
    if (!until.isAfter(since)) {
      throw new IllegalArgumentException("a lease ends after it begins");
    }
  }
}
