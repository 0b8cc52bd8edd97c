/** One decision of the gateways' library, measured by JMH. */
@NullMarked
package io.flyball.bench.decide;

import org.jspecify.annotations.NullMarked;
