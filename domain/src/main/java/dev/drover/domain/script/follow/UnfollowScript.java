package dev.drover.domain.script.follow;

import dev.drover.domain.account.Username;
import dev.drover.domain.script.Script;
import java.util.Optional;

/** Unfollows one user. It reads the present state first, so a repetition is safe. */
public record UnfollowScript(Username user, AccessMethod accessMethod) implements Script {

  @Override
  public String wireName() {
    return UnfollowType.NAME;
  }

  @Override
  public Optional<String> target() {
    return Optional.of(user.handle());
  }
}
