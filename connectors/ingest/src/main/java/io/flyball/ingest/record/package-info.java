/** What one report of usage is made of, and the native record: read the same from a file and from a request. */
@NullMarked
package io.flyball.ingest.record;

import org.jspecify.annotations.NullMarked;
