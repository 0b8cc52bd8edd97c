/** Prices that arrive after the calls they price. */
@NullMarked
package io.flyball.app.rerate;

import org.jspecify.annotations.NullMarked;
