package dev.drover.http.lease;

import java.nio.file.Path;
import java.util.function.Function;

/**
 * What the operator allows programs to do by ADB.
 *
 * @param on whether anything but typing is allowed
 * @param files finds a file in the folders that files may be sent from, by the path that a client
 *     gives; throws {@link dev.drover.application.material.MaterialMissing} if it must not be sent
 */
public record AdbAccess(boolean on, Function<String, Path> files) {}
