/** What is known of texts and of the nodes of a screen, so that nothing is compared twice. */
@NullMarked
package dev.drover.device.profile.index;

import org.jspecify.annotations.NullMarked;
