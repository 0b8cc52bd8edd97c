/** A made-up company and its usage, calibrated on real sessions: what the demo feeds to the topology. */
@NullMarked
package io.flyball.app.demo;

import org.jspecify.annotations.NullMarked;
