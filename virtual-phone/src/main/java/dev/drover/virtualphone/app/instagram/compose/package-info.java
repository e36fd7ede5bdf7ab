/**
 * The pages of the Instagram-like app on which a post is made, from the gallery to the upload. They
 * know their app only as a social app.
 */
@NullMarked
package dev.drover.virtualphone.app.instagram.compose;

import org.jspecify.annotations.NullMarked;
