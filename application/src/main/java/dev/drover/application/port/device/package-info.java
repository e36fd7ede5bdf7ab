/** What a device adapter implements, and what an attempt offers to it. */
@NullMarked
package dev.drover.application.port.device;

import org.jspecify.annotations.NullMarked;
