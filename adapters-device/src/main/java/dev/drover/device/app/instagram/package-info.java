/** What only Instagram has. */
@NullMarked
package dev.drover.device.app.instagram;

import org.jspecify.annotations.NullMarked;
