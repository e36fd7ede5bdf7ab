/** Use cases for API keys. */
@NullMarked
package dev.drover.application.access;

import org.jspecify.annotations.NullMarked;
