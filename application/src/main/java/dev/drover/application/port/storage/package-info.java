/**
 * What a storage adapter implements: all of these ports, on one database that the servers share.
 * Each port has a contract suite in {@code testkit}.
 *
 * <p>More than 20 files: the author of a storage opens one package and sees the whole job.
 */
@NullMarked
package dev.drover.application.port.storage;

import org.jspecify.annotations.NullMarked;
