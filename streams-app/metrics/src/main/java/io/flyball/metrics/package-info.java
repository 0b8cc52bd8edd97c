/** What a metric is and how it is registered; which ones there are is listed by each module. */
@NullMarked
package io.flyball.metrics;

import org.jspecify.annotations.NullMarked;
