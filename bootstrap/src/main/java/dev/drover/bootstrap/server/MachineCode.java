package dev.drover.bootstrap.server;

import dev.drover.domain.node.NodeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a licence can be bound to: the machine's own id where there is one (systemd's), else the
 * server's lasting name. Only a digest is shown: the id itself is to be kept confidential.
 */
public final class MachineCode {
  private static final List<Path> MACHINE_IDS =
      List.of(Path.of("/etc/machine-id"), Path.of("/var/lib/dbus/machine-id"));

  private static final int BYTES = 8;

  private MachineCode() {}

  /**
   * @param node asked for the server's name only where the machine has no id
   */
  public static String of(Supplier<NodeId> node) {
    return digest(machineId().orElseGet(() -> node.get().value()));
  }

  private static Optional<String> machineId() {
    return MACHINE_IDS.stream().flatMap(file -> read(file).stream()).findFirst();
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file).strip()).filter(id -> id.matches("[0-9a-f]{32}"));
    } catch (IOException notThere) {
      // Most systems have neither file; the server's name is there always.
      return Optional.empty();
    }
  }

  private static String digest(String id) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(id.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] digest = mac.doFinal("drover".getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HmacSHA256", impossible);
    }
  }
}
