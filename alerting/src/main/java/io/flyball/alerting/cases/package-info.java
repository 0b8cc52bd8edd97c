/** What is decided about alerts, without a clock or a network: cases, who hears of them and when, and what is left to say. */
@NullMarked
package io.flyball.alerting.cases;

import org.jspecify.annotations.NullMarked;
