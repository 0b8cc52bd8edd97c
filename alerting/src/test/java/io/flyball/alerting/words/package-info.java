/** What alerts say. */
@NullMarked
package io.flyball.alerting.words;

import org.jspecify.annotations.NullMarked;
