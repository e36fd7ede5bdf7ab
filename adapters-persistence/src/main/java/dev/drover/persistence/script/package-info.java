/**
 * The stored forms of scripts, including that of the previous version. This package accesses no
 * table.
 */
@NullMarked
package dev.drover.persistence.script;

import org.jspecify.annotations.NullMarked;
