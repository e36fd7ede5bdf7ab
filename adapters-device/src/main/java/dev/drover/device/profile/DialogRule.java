package dev.drover.device.profile;

/**
 * A dialog that stands in the way and is dismissed.
 *
 * @param shows the element that it is recognised by
 * @param tap the element that takes it away
 * @param says what it is, for the log, such as {@code the app asks for notifications}
 * @param restarts whether the app restarts after it, on a page of its own choice
 */
public record DialogRule(String shows, String tap, String says, boolean restarts) {}
