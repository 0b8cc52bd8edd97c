/** Says in plain words why something was found or slowed: the numbers, the rule, the history, and when it ends. */
@NullMarked
package io.flyball.app.explain;

import org.jspecify.annotations.NullMarked;
