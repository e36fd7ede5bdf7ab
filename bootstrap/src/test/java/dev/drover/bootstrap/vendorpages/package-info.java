/**
 * The published pages of the TikMatrix local API as tests: requests written anew from the facts of
 * each page, sent to one real server with virtual phones. A test about anything that those pages do
 * not describe belongs elsewhere.
 */
@NullMarked
package dev.drover.bootstrap.vendorpages;

import org.jspecify.annotations.NullMarked;
