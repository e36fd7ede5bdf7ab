package dev.drover.domain.script.follow;

import dev.drover.domain.account.Username;
import dev.drover.domain.script.Kind.Choice.Option;
import dev.drover.domain.script.Parameter;
import java.util.List;

/** The parameters of scripts that open users' profiles. */
final class TargetUsers {
  static final Parameter<List<Username>> USERS =
      Parameter.array("target_users", Username::parse)
          .alsoAs("target_user", "target_username")
          .required("")
          .described("Users", "The users, one task for each.");

  static final Parameter<AccessMethod> ACCESS_METHOD =
      Parameter.choice(
              "access_method",
              new Option<>("direct", AccessMethod.DIRECT, "by the profile's address"),
              new Option<>("search", AccessMethod.SEARCH, "by the app's own search"))
          .otherwise("direct")
          .described("Users", "How a user's profile is reached.");

  private TargetUsers() {}
}
