/** An alerting that knows too much. */
@NullMarked
package io.flyball.app.house.violations.alerting;

import org.jspecify.annotations.NullMarked;
