/** Dollars that the same work need not have cost, each with the amount and how it was computed. */
@NullMarked
package io.flyball.core.detect.waste;

import org.jspecify.annotations.NullMarked;
