/** Tests of what JMH measures. */
@NullMarked
package io.flyball.bench.decide;

import org.jspecify.annotations.NullMarked;
