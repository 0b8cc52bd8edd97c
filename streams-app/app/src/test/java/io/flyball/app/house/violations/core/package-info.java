/** A core that is not pure. */
@NullMarked
package io.flyball.app.house.violations.core;

import org.jspecify.annotations.NullMarked;
