/** Commands about app profiles. They use no phone, and no server. */
@NullMarked
package dev.drover.bootstrap.cli.profile;

import org.jspecify.annotations.NullMarked;
