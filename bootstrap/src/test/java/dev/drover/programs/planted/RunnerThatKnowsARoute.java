package dev.drover.programs.planted;

import dev.drover.http.task.ScriptRoutes;

/** An adapter must not know another. */
public record RunnerThatKnowsARoute(ScriptRoutes routes) {}
