/** Actuators that know more than the gateways' library and the schemas. */
@NullMarked
package io.flyball.app.house.violations.actuators;

import org.jspecify.annotations.NullMarked;
