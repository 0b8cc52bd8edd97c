/** A sidecar that knows more than the gateways' library. */
@NullMarked
package io.flyball.app.house.violations.sidecar;

import org.jspecify.annotations.NullMarked;
