/** Kafka Connect source plugins: what providers themselves report of usage and cost, as records of the billing topic. */
@NullMarked
package io.flyball.connect;

import org.jspecify.annotations.NullMarked;
