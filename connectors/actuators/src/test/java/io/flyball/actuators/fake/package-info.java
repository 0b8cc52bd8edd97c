/** Vendors as strict as the real ones, on the loopback. */
@NullMarked
package io.flyball.actuators.fake;

import org.jspecify.annotations.NullMarked;
