/** A Kafka broker inside this process, for replays, the demo and tests. */
@NullMarked
package io.flyball.app.embedded;

import org.jspecify.annotations.NullMarked;
