package dev.drover.domain.script.match;

import dev.drover.domain.app.Platform;
import dev.drover.domain.script.Kind.Choice.Option;
import dev.drover.domain.script.Parameter;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.ScriptType;
import dev.drover.domain.script.Values;
import java.util.List;

/** Declares the script {@code match_account}. */
public final class MatchAccountType implements ScriptType {
  static final String NAME = "match_account";

  private static final Parameter<Boolean> ADD_MISSING =
      Parameter.flag("add_missing")
          .otherwise(false)
          .described(
              "Accounts",
              "Whether accounts that are not known here are added, bound to the phone.");

  private static final Parameter<Platform> PLATFORM =
      Parameter.choice(
              "platform",
              new Option<>("tiktok", Platform.TIKTOK, "TikTok"),
              new Option<>("instagram", Platform.INSTAGRAM, "Instagram"))
          .described(
              "Accounts",
              "Whose app is looked at; left out, that of the task's account, or TikTok where the"
                  + " task names none.");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> otherNames() {
    return List.of("match_accounts");
  }

  @Override
  public String summary() {
    return "Reads which accounts the app on a phone is logged in with, and notes it with the accounts"
        + " here. Changes nothing in the app. An account that is bound to another phone is not moved.";
  }

  @Override
  public List<Parameter<?>> parameters() {
    return List.of(ADD_MISSING, PLATFORM);
  }

  @Override
  public Script script(Values values, int number) {
    return new MatchAccountScript(values.get(ADD_MISSING), values.given(PLATFORM));
  }
}
