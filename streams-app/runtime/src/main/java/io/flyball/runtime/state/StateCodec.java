package io.flyball.runtime.state;

/** Turns state into bytes that begin with a format version, and back. */
public interface StateCodec<T> {
    byte[] encode(T value);

    T decode(byte[] bytes);
}
