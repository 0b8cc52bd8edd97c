/** What every system whose limits can be set looks like from here. */
@NullMarked
package io.flyball.actuators.port;

import org.jspecify.annotations.NullMarked;
