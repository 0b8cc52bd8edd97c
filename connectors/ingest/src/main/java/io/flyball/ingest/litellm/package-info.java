/** Reads what this source posts. */
@NullMarked
package io.flyball.ingest.litellm;

import org.jspecify.annotations.NullMarked;
