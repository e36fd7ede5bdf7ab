package dev.drover.device.profile;

/**
 * A screen on which a script must stop because it needs a person.
 *
 * @param shows the element that identifies the screen
 * @param says what the app says, as the end of a sentence that begins with {@code the app}, such as
 *     {@code is logged out}
 * @param remedy what the operator has to do
 * @param refused whether the screen says that the last action did not happen
 * @param loggedOut whether the screen is the login page, so that the account is logged out
 * @param alone whether it counts only where no page of the profile is shown: on a page of the app
 *     the same words may be somebody's comment
 */
public record BlockingRule(
    String shows, String says, String remedy, boolean refused, boolean loggedOut, boolean alone) {}
