/** One half of a cycle. */
@NullMarked
package io.flyball.app.house.violations.app.left;

import org.jspecify.annotations.NullMarked;
