/** What a gateway takes into its own process to know whom to slow: the throttle topic as a map that fails open. */
@NullMarked
package io.flyball.gateway;

import org.jspecify.annotations.NullMarked;
