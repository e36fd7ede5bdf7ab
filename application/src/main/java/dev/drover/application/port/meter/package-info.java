/** What the application tells to be measured. */
@NullMarked
package dev.drover.application.port.meter;

import org.jspecify.annotations.NullMarked;
