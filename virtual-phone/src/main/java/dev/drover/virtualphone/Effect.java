package dev.drover.virtualphone;

import java.time.Instant;

/**
 * What truly happened in an app on the phone.
 *
 * @param kind {@code follow}, {@code unfollow}
 * @param app the app's package
 * @param account who did it, without {@code @}
 * @param target whom or what it was done to, without {@code @}
 * @param text what was written, or empty
 */
public record Effect(
    Instant at, String kind, String app, String account, String target, String text) {}
