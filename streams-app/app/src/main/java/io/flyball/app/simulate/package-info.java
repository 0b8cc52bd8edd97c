/** Grades detection and throttling on a made-up company whose truth is known. */
@NullMarked
package io.flyball.app.simulate;

import org.jspecify.annotations.NullMarked;
