/**
 * Scripts that are programs of the operator's. A declaration names a command; nothing that comes by
 * the API or out of the storage does.
 */
@NullMarked
package dev.drover.domain.script.program;

import org.jspecify.annotations.NullMarked;
