/**
 * App profiles: where the elements of an app are on a screen. Works on hierarchies that were read
 * before; never asks a phone.
 */
@NullMarked
package dev.drover.device.profile;

import org.jspecify.annotations.NullMarked;
