/**
 * The dashboard: the files of its page, and signing in to it. This package decides which paths are
 * the page's; what the page shows, it asks of the API like any client.
 */
@NullMarked
package dev.drover.http.page;

import org.jspecify.annotations.NullMarked;
