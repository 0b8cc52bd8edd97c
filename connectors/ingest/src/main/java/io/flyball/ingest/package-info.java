/** Reports of usage from other systems and from files, turned into usage events or refused with a reason. */
@NullMarked
package io.flyball.ingest;

import org.jspecify.annotations.NullMarked;
