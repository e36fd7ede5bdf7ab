/**
 * The versions of the apps on the phones, and who tries a new one. How a phone is read and what an
 * attempt looks for is the device adapters'; which tasks wait, the storage's.
 */
@NullMarked
package dev.drover.application.trial;

import org.jspecify.annotations.NullMarked;
