/** An ingest that knows too much. */
@NullMarked
package io.flyball.app.house.violations.ingest;

import org.jspecify.annotations.NullMarked;
