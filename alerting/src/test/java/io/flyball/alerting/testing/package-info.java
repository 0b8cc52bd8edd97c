/** Alerts, places and a hand on the clock for the tests of alerting. */
@NullMarked
package io.flyball.alerting.testing;

import org.jspecify.annotations.NullMarked;
