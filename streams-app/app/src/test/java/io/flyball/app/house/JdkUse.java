package io.flyball.app.house;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.util.Set;

/** Ways of using the JDK that a rule is about. */
final class JdkUse {
    /** Calls and method references, with or without a {@code Clock}: the core has no use for either. */
    static final DescribedPredicate<JavaAccess<?>> READS_A_CLOCK =
            DescribedPredicate.describe("reads a clock", JdkUse::readsAClock);

    private static final Set<String> OF_SYSTEM = Set.of("currentTimeMillis", "nanoTime");

    private JdkUse() {}

    private static boolean readsAClock(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String member = access.getTarget().getName();
        return switch (owner) {
            case "java.lang.System" -> OF_SYSTEM.contains(member);
            case "java.time.Clock" -> member.startsWith("system") || member.startsWith("tick");
            case "java.util.Date" -> member.equals("<init>");
            case "java.util.Calendar" -> member.equals("getInstance");
            default -> owner.startsWith("java.time.") && member.equals("now");
        };
    }
}
