/** Reading which accounts an app is logged in with. */
@NullMarked
package dev.drover.device.flow.match;

import org.jspecify.annotations.NullMarked;
