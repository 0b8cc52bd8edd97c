/** The closed loop on one machine: gateways, governor and Slack, as they run at a customer's. */
@NullMarked
package io.flyball.app.loop;

import org.jspecify.annotations.NullMarked;
