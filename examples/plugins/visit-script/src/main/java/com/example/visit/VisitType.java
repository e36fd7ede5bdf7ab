package com.example.visit;

import dev.drover.domain.account.Username;
import dev.drover.domain.script.Parameter;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.ScriptType;
import dev.drover.domain.script.Values;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Declares the script {@code visit}: it looks at users' profiles. */
public final class VisitType implements ScriptType {
  private static final Parameter<List<Username>> USERS =
      Parameter.array("target_users", Username::parse)
          .alsoAs("target_user")
          .required("")
          .described("Users", "The users, one task for each.");

  private static final Parameter<Duration> STAY =
      Parameter.seconds("stay", 0, 60)
          .otherwise(5)
          .described("Users", "Seconds to stay on a profile.");

  /** What one task does. */
  public record Visit(Username user, Duration stay) implements Script {
    @Override
    public String wireName() {
      return "visit";
    }

    @Override
    public Optional<String> target() {
      return Optional.of(user.handle());
    }
  }

  @Override
  public String name() {
    return "visit";
  }

  @Override
  public String summary() {
    return "Looks at users' profiles.";
  }

  @Override
  public List<Parameter<?>> parameters() {
    return List.of(USERS, STAY);
  }

  @Override
  public Optional<Parameter<? extends List<?>>> fanOut() {
    return Optional.of(USERS);
  }

  @Override
  public Script script(Values values, int number) {
    return new Visit(values.get(USERS).getFirst(), values.get(STAY));
  }
}
