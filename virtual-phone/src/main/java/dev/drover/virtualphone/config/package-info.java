/**
 * What kind of phone a virtual phone is: its Android, screen, language, apps and timing. Values
 * only, no behaviour.
 */
@NullMarked
package dev.drover.virtualphone.config;

import org.jspecify.annotations.NullMarked;
