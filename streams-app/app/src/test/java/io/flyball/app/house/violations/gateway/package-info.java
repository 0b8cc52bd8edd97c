/** A gateway that does not stand alone. */
@NullMarked
package io.flyball.app.house.violations.gateway;

import org.jspecify.annotations.NullMarked;
