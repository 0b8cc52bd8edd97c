/** Reads what this source posts. */
@NullMarked
package io.flyball.ingest.cloudevents;

import org.jspecify.annotations.NullMarked;
