/** Replays of real usage against an independent recomputation. */
@NullMarked
package io.flyball.app.replay;

import org.jspecify.annotations.NullMarked;
