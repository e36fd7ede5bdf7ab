/** Help with app profiles over HTTP. Nothing here changes a profile. */
@NullMarked
package dev.drover.http.profile;

import org.jspecify.annotations.NullMarked;
