package dev.drover.application.dispatch;

import dev.drover.application.port.storage.TaskArtifacts;

/**
 * Where the last screens of attempts are kept, and which.
 *
 * @param ofSuccess whether those of attempts whose decisive step took effect are kept, too
 */
public record KeptScreens(TaskArtifacts artifacts, boolean ofSuccess) {}
