package dev.drover.domain.material;

import java.nio.file.Path;

/**
 * A file on the server that is copied to a phone.
 *
 * @param name the owner's name for it, for messages only
 */
public record MediaFile(Path path, String name, MediaType type) {}
