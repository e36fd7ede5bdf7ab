/**
 * The accessibility hierarchy of a screen, and its parser. This package knows no app and no
 * connection to a phone.
 */
@NullMarked
package dev.drover.device.hierarchy;

import org.jspecify.annotations.NullMarked;
