package io.flyball.actuators.port;

/**
 * One thing at a vendor that has limits.
 *
 * @param actuator whose it is
 * @param scope whose signals concern it, {@code dimension:id}
 * @param id in the vendor's terms; unique with the actuator
 */
public record Target(String actuator, String scope, String id) {
    @Override
    public String toString() {
        return actuator + " " + id;
    }
}
