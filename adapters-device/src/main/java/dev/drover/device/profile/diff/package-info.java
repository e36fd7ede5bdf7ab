/**
 * What a profile finds on the screens of two versions of an app, side by side. No phone is used.
 */
@NullMarked
package dev.drover.device.profile.diff;

import org.jspecify.annotations.NullMarked;
