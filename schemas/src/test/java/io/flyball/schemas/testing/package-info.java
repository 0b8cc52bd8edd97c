/** What the tests of other modules start, too. */
@NullMarked
package io.flyball.schemas.testing;

import org.jspecify.annotations.NullMarked;
