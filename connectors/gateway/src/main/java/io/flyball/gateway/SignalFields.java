package io.flyball.gateway;

import java.util.List;

/** The fields of a signal while it is read; those without a value here are required. */
final class SignalFields {
    static final long ABSENT = Long.MIN_VALUE;

    String scope = "";
    long sequence = ABSENT;
    ThrottleLevel level = ThrottleLevel.CLEAR;
    boolean levelGiven;
    String cause = "";
    AppliesTo appliesTo = AppliesTo.NEXT_REQUEST;
    ThrottleLimits limits = ThrottleLimits.NONE;
    long taskAllowance = ThrottleLimits.UNLIMITED;
    String text = "";
    List<String> findings = List.of();
    int confidencePercent = 100;
    long issuedAtMs;
    long validUntilMs = ABSENT;
    String policyVersion = "";
    List<ThrottleStep> steps = List.of();
    byte[] json = {};
}
