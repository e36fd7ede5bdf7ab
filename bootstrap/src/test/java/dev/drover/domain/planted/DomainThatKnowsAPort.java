package dev.drover.domain.planted;

import dev.drover.application.port.storage.TaskRepository;

/** The domain must not know the application. */
public record DomainThatKnowsAPort(TaskRepository repository) {}
