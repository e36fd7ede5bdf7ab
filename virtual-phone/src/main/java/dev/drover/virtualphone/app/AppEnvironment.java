package dev.drover.virtualphone.app;

import dev.drover.virtualphone.config.Language;
import dev.drover.virtualphone.config.Timing;
import dev.drover.virtualphone.fault.Faults;
import dev.drover.virtualphone.system.InstalledPackages;
import dev.drover.virtualphone.system.MediaStore;
import java.time.Clock;

/**
 * What the phone provides to an app.
 *
 * @param width the screen's width, in pixels
 * @param height the screen's height, in pixels
 * @param language the phone's language
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
