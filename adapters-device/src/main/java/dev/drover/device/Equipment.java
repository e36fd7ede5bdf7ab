package dev.drover.device;

import dev.drover.application.port.comments.CommentGenerator;
import dev.drover.device.script.PassedCanaries;
import dev.drover.device.ui.AppProfiles;
import dev.drover.device.ui.DriverChoices;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What the runs on all phones share.
 *
 * @param passed which versions of the apps, unknown to their profiles, are known to do
 * @param random safe for use by any thread
 */
record Equipment(
    AppProfiles profiles,
    DriverChoices drivers,
    PassedCanaries passed,
    CommentGenerator comments,
    RandomGenerator random,
    Clock clock) {}
