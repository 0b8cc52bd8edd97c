/** Runs the topology against a cluster, and knows when it has caught up. */
@NullMarked
package io.flyball.app.streams;

import org.jspecify.annotations.NullMarked;
