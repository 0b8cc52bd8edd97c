/** The other half of a cycle. */
@NullMarked
package io.flyball.app.house.violations.app.right;

import org.jspecify.annotations.NullMarked;
