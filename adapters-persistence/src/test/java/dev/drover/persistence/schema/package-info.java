/** The generated code against the migrations. */
@NullMarked
package dev.drover.persistence.schema;

import org.jspecify.annotations.NullMarked;
