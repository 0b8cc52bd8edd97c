/** Delivers alerts to people: a router, a dispatcher that retries and gives up, and the channels. */
@NullMarked
package io.flyball.alerting;

import org.jspecify.annotations.NullMarked;
