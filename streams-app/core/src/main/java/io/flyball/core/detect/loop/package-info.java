/** Who repeats himself and gets nowhere: what is remembered of each session, and when it is a loop, when a wait. */
@NullMarked
package io.flyball.core.detect.loop;

import org.jspecify.annotations.NullMarked;
