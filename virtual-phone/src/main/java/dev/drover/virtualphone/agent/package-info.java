/** The UiAutomator2 agent's HTTP server and its stream of pictures, as on the phone. */
@NullMarked
package dev.drover.virtualphone.agent;

import org.jspecify.annotations.NullMarked;
