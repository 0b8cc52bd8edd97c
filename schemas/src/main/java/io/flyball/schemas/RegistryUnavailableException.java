package io.flyball.schemas;

/** The registry cannot be reached, or answers neither yes nor no; trying again later may help. */
public final class RegistryUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
