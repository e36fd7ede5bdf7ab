/** Words for messages that several adapters share. JDK only. */
@NullMarked
package dev.drover.application.text;

import org.jspecify.annotations.NullMarked;
