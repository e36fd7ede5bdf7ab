/** Use cases for phones, and the storing of what the gateway reports. */
@NullMarked
package dev.drover.application.device;

import org.jspecify.annotations.NullMarked;
