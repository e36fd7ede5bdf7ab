/** Use cases for API keys and the sessions of the dashboard. */
@NullMarked
package dev.drover.application.access;

import org.jspecify.annotations.NullMarked;
