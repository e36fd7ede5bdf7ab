/**
 * A whole server: starts its parts in order and stops them in the opposite order. This package
 * names no class of a storage, device or comment adapter; {@code bootstrap.plugin} supplies them.
 */
@NullMarked
package dev.drover.bootstrap.server;

import org.jspecify.annotations.NullMarked;
