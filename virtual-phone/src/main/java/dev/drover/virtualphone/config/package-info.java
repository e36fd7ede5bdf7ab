/**
 * The description of a virtual phone: its Android version, screen, language, apps and timing. This
 * package contains values only, no behaviour.
 */
@NullMarked
package dev.drover.virtualphone.config;

import org.jspecify.annotations.NullMarked;
