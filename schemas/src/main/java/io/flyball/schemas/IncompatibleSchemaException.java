package io.flyball.schemas;

/** A registry refused a schema because readers or writers of an earlier version could not live with it. */
public final class IncompatibleSchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IncompatibleSchemaException(String message) {
        super(message);
    }
}
