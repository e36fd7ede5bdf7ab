/**
 * App profiles: where the elements of an app are on a screen. This package works on hierarchies
 * that were read before, and never asks a phone.
 */
@NullMarked
package dev.drover.device.profile;

import org.jspecify.annotations.NullMarked;
