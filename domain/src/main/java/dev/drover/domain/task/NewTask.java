package dev.drover.domain.task;

import dev.drover.domain.script.TaskScript;
import java.time.Instant;
import java.util.Optional;

/**
 * A task that is to be queued.
 *
 * @param configAsGiven the script's parameters as the client gave them, as JSON text with secrets
 *     masked; shown, never interpreted
 * @param startTime as the client gave it
 * @param scheduledAt the earliest instant at which it may run
 */
public record NewTask(
    TaskTarget target,
    TaskScript script,
    String configAsGiven,
    TaskSource source,
    Optional<StartTime> startTime,
    Instant scheduledAt,
    Instant createdAt) {}
