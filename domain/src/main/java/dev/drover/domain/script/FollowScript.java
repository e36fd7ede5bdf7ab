package dev.drover.domain.script;

import dev.drover.domain.account.Username;

/** Follows one user. Reads the present state first, so repeating it is safe. */
public record FollowScript(Username target, AccessMethod accessMethod) implements Script {

  @Override
  public String wireName() {
    return ScriptName.FOLLOW.wireName();
  }
}
