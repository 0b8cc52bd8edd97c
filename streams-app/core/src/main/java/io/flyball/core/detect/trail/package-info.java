/** What is remembered of a user's sessions, for all detectors that look at calls one after the other. */
@NullMarked
package io.flyball.core.detect.trail;

import org.jspecify.annotations.NullMarked;
