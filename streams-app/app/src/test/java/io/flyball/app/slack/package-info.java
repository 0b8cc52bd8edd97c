/** A Slack that refuses what Slack refuses, people who answer in it, and a node that tells them. */
@NullMarked
package io.flyball.app.slack;

import org.jspecify.annotations.NullMarked;
