/** The parts of flows that are specific to Instagram's app. */
@NullMarked
package dev.drover.device.app.instagram;

import org.jspecify.annotations.NullMarked;
