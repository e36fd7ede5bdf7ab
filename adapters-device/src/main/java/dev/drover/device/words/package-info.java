/**
 * Reads an app's own words from its package on a phone, and proposes them as labels of a profile. A
 * package is hostile input here: everything has a limit, nothing is unpacked to a file, and words
 * become literals. This package changes no profile.
 */
@NullMarked
package dev.drover.device.words;

import org.jspecify.annotations.NullMarked;
