package dev.drover.domain.material;

import java.time.Instant;

/**
 * A file in the material library.
 *
 * @param size in bytes
 * @param sha256 of the content, in lower-case hexadecimal digits
 */
public record Material(
    MaterialId id,
    MaterialName name,
    MediaType type,
    long size,
    String sha256,
    MaterialLabels labels,
    Instant createdAt) {}
