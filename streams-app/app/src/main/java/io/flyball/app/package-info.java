/** The application: command line, and what all of it refuses with. */
@NullMarked
package io.flyball.app;

import org.jspecify.annotations.NullMarked;
