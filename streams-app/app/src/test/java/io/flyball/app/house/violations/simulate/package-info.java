/** A simulator that knows its own answers. */
@NullMarked
package io.flyball.app.house.violations.simulate;

import org.jspecify.annotations.NullMarked;
