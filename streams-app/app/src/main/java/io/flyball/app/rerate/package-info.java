/** Prices charged calls anew when price rows change, and sends what that means to the payer's state. */
@NullMarked
package io.flyball.app.rerate;

import org.jspecify.annotations.NullMarked;
