/** Files of usage, line by line, in the order in which they stand. */
@NullMarked
package io.flyball.ingest.files;

import org.jspecify.annotations.NullMarked;
