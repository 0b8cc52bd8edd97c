/** What is out of the ordinary: findings with hysteresis and evidence. */
@NullMarked
package io.flyball.core.detect;

import org.jspecify.annotations.NullMarked;
