/** Spend far above what is usual for a scope at that hour. */
@NullMarked
package io.flyball.core.detect.spike;

import org.jspecify.annotations.NullMarked;
