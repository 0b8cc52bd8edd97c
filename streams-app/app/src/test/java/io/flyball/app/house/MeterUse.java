package io.flyball.app.house;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.util.Set;

/** Ways of using Micrometer that a rule is about. */
final class MeterUse {
    /** By a registry's own methods or a meter's builder, so that nobody has listed it. */
    static final DescribedPredicate<JavaAccess<?>> MAKES_A_METER =
            DescribedPredicate.describe("makes a meter", MeterUse::makesAMeter);

    private static final Set<String> WAYS =
            Set.of("counter", "gauge", "gaugeCollectionSize", "gaugeMapSize", "timer", "summary", "more", "builder");

    private MeterUse() {}

    private static boolean makesAMeter(JavaAccess<?> access) {
        return access.getTargetOwner().getPackageName().startsWith("io.micrometer.")
                && WAYS.contains(access.getTarget().getName());
    }
}
