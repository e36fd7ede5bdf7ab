/**
 * The accessibility hierarchy of a screen as the phone sent it, and its parser. Knows no app and no
 * way to a phone.
 */
@NullMarked
package dev.drover.device.hierarchy;

import org.jspecify.annotations.NullMarked;
