/** Alerting in a whole node, against a broker and a fake Slack. */
@NullMarked
package io.flyball.app.alerting;

import org.jspecify.annotations.NullMarked;
