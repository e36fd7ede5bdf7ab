/**
 * What a plug-in implements: the adapters of storage, devices and comments, and what Drover gives
 * them. Knows the ports and the domain only.
 */
@NullMarked
package dev.drover.application.plugin;

import org.jspecify.annotations.NullMarked;
