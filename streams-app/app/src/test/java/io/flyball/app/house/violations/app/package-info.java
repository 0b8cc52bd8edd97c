/** An application as it is allowed, for others to lean on. */
@NullMarked
package io.flyball.app.house.violations.app;

import org.jspecify.annotations.NullMarked;
