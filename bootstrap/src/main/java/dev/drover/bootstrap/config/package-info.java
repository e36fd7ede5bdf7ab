/**
 * The configuration of a server: every setting, where it was set, and its checked value. This
 * package starts nothing.
 */
@NullMarked
package dev.drover.bootstrap.config;

import org.jspecify.annotations.NullMarked;
