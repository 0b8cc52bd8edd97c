/** A metric that knows what is measured. */
@NullMarked
package io.flyball.app.house.violations.metrics;

import org.jspecify.annotations.NullMarked;
