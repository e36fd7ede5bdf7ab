/**
 * Finds adapters on Drover's class path and in the jars of the folder {@code plugins}. This package
 * names no adapter class; each adapter is chosen by its name.
 */
@NullMarked
package dev.drover.bootstrap.plugin;

import org.jspecify.annotations.NullMarked;
