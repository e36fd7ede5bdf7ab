/**
 * What the apps of social platforms share: accounts, posts, uploads and comments. This package
 * refers to no single app.
 */
@NullMarked
package dev.drover.virtualphone.app.common;

import org.jspecify.annotations.NullMarked;
