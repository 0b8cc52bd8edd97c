/** From mapped items to the usage topic: judged, bounded in memory, acknowledged after Kafka has them. */
@NullMarked
package io.flyball.ingest.intake;

import org.jspecify.annotations.NullMarked;
