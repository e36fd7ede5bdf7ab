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
 * The code that a licence can be bound to: a digest of systemd's machine id, or of the server's
 * persistent name if there is none. The machine id itself is confidential and never shown.
 */
public final class MachineCode {
  private static final List<Path> MACHINE_IDS =
      List.of(Path.of("/etc/machine-id"), Path.of("/var/lib/dbus/machine-id"));

  private static final int BYTES = 8;

  private MachineCode() {}

  /**
   * Returns this machine's code.
   *
   * @param node supplies the server's name; called only if the machine has no id
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
      // Many systems do not have both files, and some have neither. The server's name always
      // exists.
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
