package io.flyball.simulate;

import java.time.ZoneId;

/**
 * A team.
 *
 * @param zone where its people work
 * @param source the gateway that reports their calls
 * @param bare whether that gateway reports neither fingerprints nor actions
 */
record Team(String name, ZoneId zone, String source, boolean bare) {}
