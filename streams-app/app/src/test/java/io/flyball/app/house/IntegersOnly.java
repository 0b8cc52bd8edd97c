package io.flyball.app.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Set;

/** No field, parameter or return value is a binary fraction, nor an array or a collection of them. */
final class IntegersOnly extends ArchCondition<JavaClass> {
    private static final Set<String> FRACTIONS = Set.of("double", "float", "java.lang.Double", "java.lang.Float");

    IntegersOnly() {
        super("count in integers");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        for (JavaField field : type.getFields()) {
            report(field, field.getFullName(), field.getAllInvolvedRawTypes(), events);
        }
        for (JavaCodeUnit code : type.getCodeUnits()) {
            report(code, code.getFullName(), code.getAllInvolvedRawTypes(), events);
        }
    }

    private static void report(Object member, String name, Collection<JavaClass> types, ConditionEvents events) {
        for (JavaClass type : types) {
            if (FRACTIONS.contains(type.getBaseComponentType().getName())) {
                events.add(SimpleConditionEvent.violated(member, name + " has a " + type.getName()));
            }
        }
    }
}
