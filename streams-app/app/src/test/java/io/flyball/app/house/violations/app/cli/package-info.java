/** A command line, which may speak to the terminal. */
@NullMarked
package io.flyball.app.house.violations.app.cli;

import org.jspecify.annotations.NullMarked;
