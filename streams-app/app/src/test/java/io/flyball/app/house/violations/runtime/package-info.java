/** A runtime that knows too much. */
@NullMarked
package io.flyball.app.house.violations.runtime;

import org.jspecify.annotations.NullMarked;
