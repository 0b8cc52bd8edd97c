/** Providers' admin APIs on the loopback, as strict as the real ones. */
@NullMarked
package io.flyball.connect.fake;

import org.jspecify.annotations.NullMarked;
