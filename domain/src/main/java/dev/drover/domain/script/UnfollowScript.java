package dev.drover.domain.script;

import dev.drover.domain.account.Username;

/** Unfollows one user. Reads the present state first, so repeating it is safe. */
public record UnfollowScript(Username target, AccessMethod accessMethod) implements Script {

  @Override
  public String wireName() {
    return ScriptName.UNFOLLOW.wireName();
  }
}
