/**
 * What a flow is, and what every flow needs: its context, the app's main pages, the phone's
 * gallery. A flow implements {@link dev.drover.device.flow.Flow}; packages below this one have the
 * built-in flows. Nothing in here is about one script or one app.
 */
@NullMarked
package dev.drover.device.flow;

import org.jspecify.annotations.NullMarked;
