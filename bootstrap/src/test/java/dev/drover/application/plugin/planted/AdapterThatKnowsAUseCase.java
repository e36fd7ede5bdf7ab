package dev.drover.application.plugin.planted;

import dev.drover.application.task.CreateTasks;

/** Adapters are given ports and values, never what Drover does with them. */
public record AdapterThatKnowsAUseCase(CreateTasks create) {}
