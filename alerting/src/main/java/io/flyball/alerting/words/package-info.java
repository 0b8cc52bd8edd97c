/** What alerts say, safe and short enough for whoever shows it. */
@NullMarked
package io.flyball.alerting.words;

import org.jspecify.annotations.NullMarked;
