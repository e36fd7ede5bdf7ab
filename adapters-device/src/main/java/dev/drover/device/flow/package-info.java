/**
 * What every flow needs: the phone that it works on, the app's main pages, the gallery. Nothing in
 * here is about one script or one app.
 */
@NullMarked
package dev.drover.device.flow;

import org.jspecify.annotations.NullMarked;
