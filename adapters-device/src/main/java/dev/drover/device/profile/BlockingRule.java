package dev.drover.device.profile;

/**
 * A screen on which a script must not go on: it needs a person.
 *
 * @param shows the element that it is recognised by
 * @param says what the app says, to follow on {@code the app}, such as {@code is logged out}
 * @param remedy what the operator has to do
 * @param refused whether it says that the action that was just tried did not happen
 * @param loggedOut whether it is the login page: the account is logged out
 */
public record BlockingRule(
    String shows, String says, String remedy, boolean refused, boolean loggedOut) {}
