package io.flyball.app.files;

/**
 * A rule of a file.
 *
 * @param line on which it begins, counted from 1
 */
record Placed<T>(int line, T rule) {}
