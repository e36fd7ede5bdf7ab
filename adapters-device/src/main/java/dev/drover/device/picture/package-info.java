/**
 * Live pictures of phones' screens for people who watch them: where they come from, and how they
 * become small. {@code LivePictures} chooses between two sources: {@code AgentPictures}, the stream
 * of the UiAutomator2 agent where that runs, and {@code ScreencapPictures}. Takes no part in
 * attempts and starts no agent; knows no apps or scripts.
 */
@NullMarked
package dev.drover.device.picture;

import org.jspecify.annotations.NullMarked;
