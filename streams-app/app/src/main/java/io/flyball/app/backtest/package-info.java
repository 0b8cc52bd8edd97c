/** What a policy would have done with recorded usage: what fired, who was slowed, what that could have saved. */
@NullMarked
package io.flyball.app.backtest;

import org.jspecify.annotations.NullMarked;
