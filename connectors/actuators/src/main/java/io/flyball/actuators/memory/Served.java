package io.flyball.actuators.memory;

import io.flyball.actuators.decide.ActuatorRules;
import io.flyball.actuators.port.LimitActuator;

/** An actuator and what it may do; the rules have its name. */
public record Served(LimitActuator actuator, ActuatorRules rules) {}
