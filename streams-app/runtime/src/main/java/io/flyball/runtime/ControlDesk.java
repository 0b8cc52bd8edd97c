package io.flyball.runtime;

import io.flyball.core.model.Person;
import io.flyball.core.stage.Controls;
import io.flyball.schemas.ControlChange;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.avro.ControlRecord;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes control records into force: at the point where the partition reads them, kept in state, applied anew at start. A
 * record that cannot be understood is named in the log, and the last good one stays in force.
 */
final class ControlDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ControlDesk.class);

    private final Controls inForce;
    private final Books books;
    private final StageSerdes serdes;
    private final Predicate<String> ownsUser;

    ControlDesk(Controls inForce, Books books, StageSerdes serdes, Predicate<String> ownsUser) {
        this.inForce = inForce;
        this.books = books;
        this.serdes = serdes;
        this.ownsUser = ownsUser;
    }

    /** Puts in force what state holds. */
    void restore() {
        books.forEachControl((key, value) -> {
            ControlChange change = read(value);
            if (change != null) {
                apply(change);
            }
        });
    }

    /** Takes in a record of the control topic; answers whether the policy changed. */
    boolean onRecord(byte @Nullable [] key, byte @Nullable [] value) {
        if (key == null || value == null) {
            return false;
        }
        ControlChange change = read(value);
        if (change == null || !concernsUs(change)) {
            return false;
        }
        books.putControl(new String(key, StandardCharsets.UTF_8), value);
        return apply(change);
    }

    /** Takes in a policy that the first stage handed on; answers whether it could be understood. */
    boolean onPolicy(byte[] value) {
        return onRecord("policy/default".getBytes(StandardCharsets.UTF_8), value);
    }

    private boolean concernsUs(ControlChange change) {
        return !(change instanceof ControlChange.DirectoryEntry entry) || ownsUser.test(entry.user());
    }

    private @Nullable ControlChange read(byte[] value) {
        ControlRecord control;
        try {
            control = serdes.controls().deserialize(value);
        } catch (SerializationException e) {
            LOG.warn("A control record is not Avro of a known schema and was passed over: {}", e.getMessage());
            return null;
        }
        ControlChange change = ControlMapping.read(control);
        if (change instanceof ControlChange.Refused refused) {
            LOG.warn("{}", refused.sentence());
            return null;
        }
        return change;
    }

    private boolean apply(ControlChange change) {
        if (change instanceof ControlChange.Prices prices) {
            inForce.prices().replace(prices.model(), prices.rows());
        } else if (change instanceof ControlChange.DirectoryEntry entry) {
            Person person = entry.person();
            if (person == null) {
                inForce.removePerson(entry.user());
            } else {
                inForce.apply(person);
            }
        } else if (change instanceof ControlChange.PolicyInForce policy) {
            inForce.apply(policy.policy());
            return true;
        }
        return false;
    }
}
