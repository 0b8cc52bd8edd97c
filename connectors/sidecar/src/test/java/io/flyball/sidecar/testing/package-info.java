/** A real Envoy, for whoever tests what stands behind it. */
@NullMarked
package io.flyball.sidecar.testing;

import org.jspecify.annotations.NullMarked;
