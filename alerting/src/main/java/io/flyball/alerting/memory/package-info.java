/** The shell: reads alerts and answers, keeps what is remembered in Kafka, and hands deliveries to the channels. */
@NullMarked
package io.flyball.alerting.memory;

import org.jspecify.annotations.NullMarked;
