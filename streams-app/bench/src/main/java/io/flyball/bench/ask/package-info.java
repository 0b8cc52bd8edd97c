/** Questions to a gateway's sidecar, as gateways ask them: from clients that wait for each answer, or by a schedule. */
@NullMarked
package io.flyball.bench.ask;

import org.jspecify.annotations.NullMarked;
