/** A Slack that refuses what Slack refuses, people who answer in it, and a node that tells them. */
@org.jspecify.annotations.NullMarked
package io.flyball.app.slack;
