/** A connector that knows too much. */
@NullMarked
package io.flyball.app.house.violations.connect;

import org.jspecify.annotations.NullMarked;
