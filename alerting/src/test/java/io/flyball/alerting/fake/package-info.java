/** A Slack for tests: a real HTTP server on the loopback that answers, and refuses, as Slack does. */
@NullMarked
package io.flyball.alerting.fake;

import org.jspecify.annotations.NullMarked;
