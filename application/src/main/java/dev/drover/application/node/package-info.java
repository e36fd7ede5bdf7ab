/**
 * This server's own lease as seen by those that touch phones under it. Nothing that renews it, and
 * no storage, comes in.
 */
@NullMarked
package dev.drover.application.node;

import org.jspecify.annotations.NullMarked;
