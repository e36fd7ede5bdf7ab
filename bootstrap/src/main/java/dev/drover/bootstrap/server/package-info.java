/**
 * A whole server, started in order and ended in the opposite one. Names no class of a storage,
 * device or comment adapter: those come in through {@code bootstrap.plugin}.
 */
@NullMarked
package dev.drover.bootstrap.server;

import org.jspecify.annotations.NullMarked;
