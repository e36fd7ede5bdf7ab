package dev.drover.virtualphone.app;

import dev.drover.virtualphone.config.Language;
import dev.drover.virtualphone.config.Timing;
import dev.drover.virtualphone.fault.Faults;
import dev.drover.virtualphone.system.InstalledPackages;
import dev.drover.virtualphone.system.MediaStore;
import java.time.Clock;

/**
 * What the phone offers to an app.
 *
 * @param width of the screen, in pixels
 * @param height of the screen, in pixels
 * @param language that the phone is set to
 */
public record AppEnvironment(
    int width,
    int height,
    Language language,
    Clock clock,
    Timing timing,
    Faults faults,
    EffectLog effects,
    MediaStore media,
    InstalledPackages packages,
    SystemDialogs dialogs) {}
