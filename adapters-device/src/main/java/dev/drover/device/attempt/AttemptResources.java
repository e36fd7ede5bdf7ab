package dev.drover.device.attempt;

import dev.drover.application.port.comments.CommentGenerator;
import dev.drover.device.app.Apps;
import dev.drover.device.flow.Flows;
import dev.drover.device.profile.AppProfiles;
import dev.drover.device.screen.driver.DriverChoices;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What the attempts on all phones share. Safe for use by any thread.
 *
 * @param accepted the app versions, unknown to their profiles, that passed a canary walk
 * @param random safe for use by any thread
 */
public record AttemptResources(
    Flows flows,
    Apps apps,
    AppProfiles profiles,
    DriverChoices drivers,
    AcceptedVersions accepted,
    CommentGenerator comments,
    RandomGenerator random,
    Clock clock) {}
