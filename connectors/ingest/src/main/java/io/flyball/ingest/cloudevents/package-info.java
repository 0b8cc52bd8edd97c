/** Usage as CloudEvents, the way OpenMeter and what sends to it write it. */
@NullMarked
package io.flyball.ingest.cloudevents;

import org.jspecify.annotations.NullMarked;
