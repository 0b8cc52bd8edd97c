/** Seeded usage traffic, and the topic all contenders read. */
@NullMarked
package io.flyball.bench.traffic;

import org.jspecify.annotations.NullMarked;
