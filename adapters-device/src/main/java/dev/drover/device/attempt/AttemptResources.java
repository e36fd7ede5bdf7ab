package dev.drover.device.attempt;

import dev.drover.application.port.comments.CommentGenerator;
import dev.drover.device.profile.AppProfiles;
import dev.drover.device.screen.driver.DriverChoices;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What the runs on all phones share.
 *
 * @param passed which versions of the apps, unknown to their profiles, are known to do
 * @param random safe for use by any thread
 */
public record AttemptResources(
    AppProfiles profiles,
    DriverChoices drivers,
    AcceptedVersions passed,
    CommentGenerator comments,
    RandomGenerator random,
    Clock clock) {}
