package dev.drover.domain.script.follow;

import dev.drover.domain.account.Username;
import dev.drover.domain.script.Script;
import java.util.Optional;

/** Follows one user. It reads the present state first, so a repetition is safe. */
public record FollowScript(Username user, AccessMethod accessMethod) implements Script {

  @Override
  public String wireName() {
    return FollowType.NAME;
  }

  @Override
  public Optional<String> target() {
    return Optional.of(user.handle());
  }
}
