/**
 * What every app on the phone is: pages, dialogs, words and effects. No platform and no single app
 * comes in.
 */
@NullMarked
package dev.drover.virtualphone.app;

import org.jspecify.annotations.NullMarked;
