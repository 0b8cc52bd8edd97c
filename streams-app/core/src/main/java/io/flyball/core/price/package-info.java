/** What a call costs: the price book and exact integer arithmetic with one rounding. */
@NullMarked
package io.flyball.core.price;

import org.jspecify.annotations.NullMarked;
