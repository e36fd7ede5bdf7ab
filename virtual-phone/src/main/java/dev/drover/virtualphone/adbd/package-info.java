/** The phone's adbd: the ADB protocol over TCP, keys, streams and the sync service. */
@NullMarked
package dev.drover.virtualphone.adbd;

import org.jspecify.annotations.NullMarked;
