/** Phones as the database knows them. Knows neither tasks nor accounts. */
@NullMarked
package dev.drover.persistence.device;

import org.jspecify.annotations.NullMarked;
