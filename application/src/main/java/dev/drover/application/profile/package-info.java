/**
 * Help with app profiles that an update of an app has broken. Profiles themselves are the device
 * adapter's; what is in them does not come in here.
 */
@NullMarked
package dev.drover.application.profile;

import org.jspecify.annotations.NullMarked;
