/** Backtests of made-up usage. */
@NullMarked
package io.flyball.app.backtest;

import org.jspecify.annotations.NullMarked;
