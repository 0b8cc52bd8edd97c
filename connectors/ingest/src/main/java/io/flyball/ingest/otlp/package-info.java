/** OTLP, decoded and mapped: what agents, gateways and instrumentations report, as calls with disjoint token classes. */
@NullMarked
package io.flyball.ingest.otlp;

import org.jspecify.annotations.NullMarked;
