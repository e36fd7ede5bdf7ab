package dev.drover.domain.script.match;

import dev.drover.domain.app.Platform;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.Unfit;
import java.util.List;
import java.util.Optional;

/**
 * Reads which accounts an app on the phone is logged in with. It changes nothing in the app, so a
 * repetition is safe.
 *
 * @param addMissing whether accounts that are not known here are stored
 * @param platform whose app is looked at; empty for that of the task's account, or the usual one
 */
public record MatchAccountScript(boolean addMissing, Optional<Platform> platform)
    implements Script {

  @Override
  public String wireName() {
    return MatchAccountType.NAME;
  }

  @Override
  public List<Unfit> unfitFor(Platform other) {
    return platform
        .filter(wanted -> wanted != other)
        .map(
            wanted ->
                List.of(
                    new Unfit(
                        "platform",
                        "is "
                            + wanted.wireName()
                            + ", and the account is on "
                            + other.displayName())))
        .orElse(List.of());
  }
}
