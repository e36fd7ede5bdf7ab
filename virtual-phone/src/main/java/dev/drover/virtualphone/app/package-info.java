/**
 * What all apps on the phone share: pages, dialogs, texts and effects. This package refers to no
 * platform and no single app.
 */
@NullMarked
package dev.drover.virtualphone.app;

import org.jspecify.annotations.NullMarked;
