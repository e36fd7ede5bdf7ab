package dev.drover.device;

import dev.drover.application.port.CommentGenerator;
import dev.drover.device.ui.AppProfiles;
import dev.drover.device.ui.DriverChoices;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What the runs on all phones share.
 *
 * @param random safe for use by any thread
 */
record Equipment(
    AppProfiles profiles,
    DriverChoices drivers,
    CommentGenerator comments,
    RandomGenerator random,
    Clock clock) {}
