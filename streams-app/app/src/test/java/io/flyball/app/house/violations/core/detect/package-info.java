/** Detection as it is allowed, for others to lean on. */
@NullMarked
package io.flyball.app.house.violations.core.detect;

import org.jspecify.annotations.NullMarked;
