package dev.drover.device.profile;

/**
 * A dialog that is in the way and is dismissed.
 *
 * @param shows the element that identifies the dialog
 * @param tap the element that dismisses it
 * @param says what it is, for the log, such as {@code the app asks for notifications}
 * @param restarts whether the app restarts afterwards, on a page of its own choice
 */
public record DialogRule(String shows, String tap, String says, boolean restarts) {}
