/** Load on the ingest doors by a schedule that waits for nobody. */
@NullMarked
package io.flyball.bench.load;

import org.jspecify.annotations.NullMarked;
