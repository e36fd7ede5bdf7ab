/**
 * What the apps of social platforms share: accounts, posts, uploads and comments. No single app
 * comes in.
 */
@NullMarked
package dev.drover.virtualphone.app.common;

import org.jspecify.annotations.NullMarked;
