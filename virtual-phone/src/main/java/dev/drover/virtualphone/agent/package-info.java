/** The UiAutomator2 agent's HTTP server, as it answers on the phone. */
@NullMarked
package dev.drover.virtualphone.agent;

import org.jspecify.annotations.NullMarked;
