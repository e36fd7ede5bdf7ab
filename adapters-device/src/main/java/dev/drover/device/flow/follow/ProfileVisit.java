package dev.drover.device.flow.follow;

import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.flow.SearchPage;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.screen.ElementNotFound;
import dev.drover.device.screen.Screen.Found;
import dev.drover.domain.account.Username;
import dev.drover.domain.script.follow.AccessMethod;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Opens a user's profile, and reads from it whether the account follows the user. */
final class ProfileVisit {
  private static final Duration PAGE = Duration.ofSeconds(15);
  private static final Duration BUTTON = Duration.ofSeconds(10);
  private final FlowContext context;

  ProfileVisit(FlowContext context) {
    this.context = context;
  }

  /** Whether the account follows the user, and the button that shows it. */
  record FollowState(boolean following, UiNode button) {}

  /**
   * Opens the user's profile and checks that it is that user's.
   *
   * @throws FlowFailed if it can't be reached
   */
  void goTo(Username user, AccessMethod method) {
    switch (method) {
      case DIRECT -> openLink(user);
      case SEARCH -> search(user);
    }
    context.step("check that it is the profile of " + user, 50);
    Found page =
        context
            .screen()
            .awaitAny(elements(user.value(), "profile.username", "profile.not_found"), PAGE);
    if (page.element().equals("profile.not_found")) {
      throw notFound(user);
    }
    context.screen().arrived();
  }

  /**
   * Reads whether the account follows a user.
   *
   * @throws FlowFailed if the screen with the button is not the user's profile; nothing was done
   */
  FollowState state(Username user) {
    Found button = button(BUTTON);
    if (!isProfileOf(user, button)) {
      throw new FlowFailed(
          FailureCode.DEVICE_ERROR,
          "the app on phone "
              + context.serial()
              + " has left the profile of "
              + user
              + "; nothing was done: retry");
    }
    return state(button);
  }

  private Found button(Duration atMost) {
    return context
        .screen()
        .awaitAny(elements("", "profile.following_button", "profile.follow_button"), atMost);
  }

  /** The name and the button must be on one screen: others' profiles have such buttons too. */
  private boolean isProfileOf(Username user, Found button) {
    return context.screen().findOn(button.screen(), "profile.username", user.value()).isPresent();
  }

  private static FollowState state(Found button) {
    return new FollowState(button.element().equals("profile.following_button"), button.node());
  }

  /**
   * Waits until the user's profile shows the wanted state.
   *
   * @return false if it still shows the opposite
   * @throws ElementNotFound if it shows neither, so that the state is unknown
   * @throws FlowFailed with an unknown outcome if another page has come
   */
  boolean awaitFollowing(Username user, boolean wanted, Duration atMost) {
    Found shown;
    try {
      shown =
          context
              .screen()
              .awaitAny(atMost, wanted ? "profile.following_button" : "profile.follow_button");
    } catch (ElementNotFound unchanged) {
      shown = button(BUTTON);
    }
    if (!isProfileOf(user, shown)) {
      throw new FlowFailed(
          FailureCode.OUTCOME_UNKNOWN,
          Outcome.UNKNOWN,
          "the app on phone "
              + context.serial()
              + " has left the profile of "
              + user
              + " before it showed what the tap did; look at the account before you retry");
    }
    return state(shown).following() == wanted;
  }

  /**
   * Explains why the profile is unchanged after the decisive tap.
   *
   * @param still what the app still shows, as the end of a sentence that begins with {@code the
   *     app}
   */
  FlowFailed unchanged(String button, String still) {
    if (context.screen().dialogCame()) {
      return new FlowFailed(
          FailureCode.DEVICE_ERROR,
          "a dialog came in front of the app on phone "
              + context.serial()
              + " and took the tap on "
              + button
              + "; it is dismissed, and nothing was done: retry");
    }
    if (!context.screen().tapConfirmed()) {
      return new FlowFailed(
          FailureCode.OUTCOME_UNKNOWN,
          Outcome.UNKNOWN,
          "the agent on phone "
              + context.serial()
              + " did not confirm the tap on "
              + button
              + ", and the app "
              + still
              + "; the tap may have come late: look at the account, then retry");
    }
    return new FlowFailed(
        FailureCode.ACTION_REFUSED,
        "the app on phone "
            + context.serial()
            + " "
            + still
            + " after the tap; look at the account for a restriction");
  }

  private void openLink(Username user) {
    context.step("open the profile of " + user + " by its link", 20);
    if (!context
        .screen()
        .apps()
        .openLink(context.app().platform().profileUrl(user.value()), context.packageName())) {
      throw FlowFailed.cantOpen(context);
    }
  }

  private void search(Username user) {
    context.step("open the app's search", 15);
    SearchPage search = SearchPage.open(context);
    context.step("search for " + user, 30);
    search.searchFor(user.value(), "search.users_tab");
    Found row =
        context
            .screen()
            .awaitAny(elements(user.value(), "search.user_row", "search.no_results"), PAGE);
    if (row.element().equals("search.no_results")) {
      throw notFound(user);
    }
    context.step("open the profile of " + user + " from the results", 40);
    context.screen().tap(row.node());
  }

  private FlowFailed notFound(Username user) {
    return new FlowFailed(
        FailureCode.TARGET_NOT_FOUND,
        "the app on phone " + context.serial() + " finds no account " + user + "; check the name");
  }

  /** Elements in their order of precedence, with the user that their texts may name. */
  private static SequencedMap<String, String> elements(String user, String... names) {
    SequencedMap<String, String> elements = new LinkedHashMap<>();
    for (String name : names) {
      elements.put(name, user);
    }
    return elements;
  }
}
