/**
 * Screens changed as updates of an app, other phones and other languages change them, to see
 * whether a profile still names the same things. This package changes screens and compares what is
 * found; it knows no app, and never asks a phone.
 */
@NullMarked
package dev.drover.device.profile.mutation;

import org.jspecify.annotations.NullMarked;
