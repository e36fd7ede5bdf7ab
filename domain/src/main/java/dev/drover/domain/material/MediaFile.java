package dev.drover.domain.material;

import java.nio.file.Path;

/**
 * A file on the server that is to go to a phone.
 *
 * @param name as its owner calls it, for messages; nothing is read by it
 */
public record MediaFile(Path path, String name, MediaType type) {}
