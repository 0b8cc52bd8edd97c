/** The systems whose limits can be set, each behind the port. */
@NullMarked
package io.flyball.actuators.vendor;

import org.jspecify.annotations.NullMarked;
