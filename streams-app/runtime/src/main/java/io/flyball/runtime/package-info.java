/** The Kafka Streams topology around the core: one generic shell, state codecs, and the metrics it reports. */
@NullMarked
package io.flyball.runtime;

import org.jspecify.annotations.NullMarked;
