/** The load on the ingest doors, against doors that are scripted. */
@NullMarked
package io.flyball.bench.load;

import org.jspecify.annotations.NullMarked;
