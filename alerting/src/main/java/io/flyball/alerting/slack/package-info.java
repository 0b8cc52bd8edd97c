/** Slack: messages that are posted once, changed and threaded, and what people answer there. */
@NullMarked
package io.flyball.alerting.slack;

import org.jspecify.annotations.NullMarked;
