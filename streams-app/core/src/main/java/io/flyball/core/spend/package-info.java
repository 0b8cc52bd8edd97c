/** What was spent when: slices, rolling and calendar windows, peaks, and signed deltas for roll-ups. */
@NullMarked
package io.flyball.core.spend;

import org.jspecify.annotations.NullMarked;
