/** Pictures of what a case is about. */
@NullMarked
package io.flyball.alerting.chart;

import org.jspecify.annotations.NullMarked;
