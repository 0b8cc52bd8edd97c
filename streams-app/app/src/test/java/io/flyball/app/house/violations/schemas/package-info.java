/** Schemas that know too much. */
@NullMarked
package io.flyball.app.house.violations.schemas;

import org.jspecify.annotations.NullMarked;
