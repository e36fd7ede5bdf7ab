/** The stored form of scripts, that of the version before included. Knows no table. */
@NullMarked
package dev.drover.persistence.script;

import org.jspecify.annotations.NullMarked;
