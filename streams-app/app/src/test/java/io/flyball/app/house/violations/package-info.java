/** A small house that breaks every rule of the real one, so that a rule which cannot fail is found. */
@NullMarked
package io.flyball.app.house.violations;

import org.jspecify.annotations.NullMarked;
