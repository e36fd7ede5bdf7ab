/**
 * The pages of the TikTok-like app on which a post is made, from the camera to the upload. They
 * know their app only as a social app.
 */
@NullMarked
package dev.drover.virtualphone.app.tiktok.compose;

import org.jspecify.annotations.NullMarked;
