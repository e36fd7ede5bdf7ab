/** Changing an account's profile: one field after the other, each saved and read again. */
@NullMarked
package dev.drover.device.flow.profile;

import org.jspecify.annotations.NullMarked;
