package io.flyball.schemas;

/** Bytes that are no value of their schema. Without a stack trace: a flood of such records must stay cheap. */
final class CorruptAvroException extends Exception {
    private static final long serialVersionUID = 1L;

    CorruptAvroException(String message) {
        super(message, null, false, false);
    }
}
