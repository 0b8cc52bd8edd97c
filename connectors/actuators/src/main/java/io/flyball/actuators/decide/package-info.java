/** What is to be done about limits: functions of signals, of what is remembered, and of time. */
@NullMarked
package io.flyball.actuators.decide;

import org.jspecify.annotations.NullMarked;
