/** Tests of what asks gateways. */
@NullMarked
package io.flyball.bench.ask;

import org.jspecify.annotations.NullMarked;
