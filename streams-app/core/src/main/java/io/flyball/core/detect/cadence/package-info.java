/** Volume for its own sake: calls that come like a clock's, all of one shape, for hours. */
@NullMarked
package io.flyball.core.detect.cadence;

import org.jspecify.annotations.NullMarked;
