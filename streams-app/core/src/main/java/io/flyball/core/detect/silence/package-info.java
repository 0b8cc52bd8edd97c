/** Sources that stop reporting: silence is not zero. */
@NullMarked
package io.flyball.core.detect.silence;

import org.jspecify.annotations.NullMarked;
