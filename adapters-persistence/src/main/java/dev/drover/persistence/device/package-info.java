/**
 * Phones as the database knows them. When a phone gets an address, the accounts and pending tasks
 * that name the address move to the phone.
 */
@NullMarked
package dev.drover.persistence.device;

import org.jspecify.annotations.NullMarked;
