/** Who may read and write a file: checks that adapters and the server share. JDK only. */
@NullMarked
package dev.drover.application.files;

import org.jspecify.annotations.NullMarked;
