/** The shell: reads signals, keeps what is in force in Kafka, and has the vendors changed. */
@NullMarked
package io.flyball.actuators.memory;

import org.jspecify.annotations.NullMarked;
