/** Spend far above that of the others in the same team. */
@NullMarked
package io.flyball.core.detect.peer;

import org.jspecify.annotations.NullMarked;
