/** Puts usage and control records onto their topics. */
@NullMarked
package io.flyball.app.feed;

import org.jspecify.annotations.NullMarked;
