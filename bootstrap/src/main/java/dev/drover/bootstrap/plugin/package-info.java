/**
 * Finds the adapters: those of Drover's own class path, and those in jars of the folder {@code
 * plugins}. Names no adapter: each is chosen by its name.
 */
@NullMarked
package dev.drover.bootstrap.plugin;

import org.jspecify.annotations.NullMarked;
