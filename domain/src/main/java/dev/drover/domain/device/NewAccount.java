package dev.drover.domain.device;

import java.util.List;
import java.util.Optional;

/** An account that is to be kept; the fields are those of {@link Account}. */
public record NewAccount(
    Username username,
    String email,
    Platform platform,
    PackageName packageName,
    Optional<DeviceSerial> device,
    boolean loggedIn,
    boolean enabled,
    List<String> tags) {
  public NewAccount {
    tags = List.copyOf(tags);
  }
}
