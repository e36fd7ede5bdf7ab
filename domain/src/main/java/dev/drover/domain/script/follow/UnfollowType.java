package dev.drover.domain.script.follow;

import dev.drover.domain.account.AccountAction;
import dev.drover.domain.script.Parameter;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.ScriptType;
import dev.drover.domain.script.Values;
import java.util.List;
import java.util.Optional;

/** Declares the script {@code unfollow}. */
public final class UnfollowType implements ScriptType {
  static final String NAME = "unfollow";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "Unfollows users.";
  }

  @Override
  public List<Parameter<?>> parameters() {
    return List.of(TargetUsers.USERS, TargetUsers.ACCESS_METHOD);
  }

  @Override
  public Optional<Parameter<? extends List<?>>> fanOut() {
    return Optional.of(TargetUsers.USERS);
  }

  @Override
  public Optional<AccountAction> spends() {
    return Optional.of(AccountAction.UNFOLLOW);
  }

  @Override
  public Script script(Values values, int number) {
    return new UnfollowScript(
        values.get(TargetUsers.USERS).getFirst(), values.get(TargetUsers.ACCESS_METHOD));
  }
}
