package io.flyball.ingest.otlp;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.flyball.core.admit.RejectionReason;

/** A field of the wrong shape; its value is not told, since any text may stand where a number belongs. */
final class MalformedField extends Exception {
    private static final long serialVersionUID = 1L;

    private final RejectionReason reason;

    MalformedField(RejectionReason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    static MalformedField type(FieldDescriptor field, String expected) {
        return new MalformedField(
                RejectionReason.BAD_TYPE, "\"" + field.getJsonName() + "\" is not " + expected + ": write one.");
    }

    static MalformedField number(FieldDescriptor field, String expected) {
        return new MalformedField(
                RejectionReason.BAD_NUMBER, "\"" + field.getJsonName() + "\" is not " + expected + ": write one.");
    }

    RejectionReason reason() {
        return reason;
    }
}
