/** The doors that gateways ask about calls: over HTTP, as Envoy's ext_authz, as Portkey's webhook. All of them fail open. */
@NullMarked
package io.flyball.sidecar;

import org.jspecify.annotations.NullMarked;
