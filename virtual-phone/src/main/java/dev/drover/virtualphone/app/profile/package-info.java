/**
 * The pages on which an account's profile is edited. The social apps share them, with words and
 * layouts of their own.
 */
@NullMarked
package dev.drover.virtualphone.app.profile;

import org.jspecify.annotations.NullMarked;
