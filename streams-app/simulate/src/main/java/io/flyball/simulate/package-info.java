/** A made-up company, what its people and agents spend, and what of it is wrong: usage with ground truth, from a seed. */
@NullMarked
package io.flyball.simulate;

import org.jspecify.annotations.NullMarked;
