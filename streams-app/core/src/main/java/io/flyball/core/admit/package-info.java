/** What may be counted: validation with reason codes, lateness against the admission horizon, and conservation counts. */
@NullMarked
package io.flyball.core.admit;

import org.jspecify.annotations.NullMarked;
