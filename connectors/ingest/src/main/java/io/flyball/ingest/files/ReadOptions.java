package io.flyball.ingest.files;

import org.jspecify.annotations.Nullable;

/**
 * What a reader must be told beside its files.
 *
 * @param user who pays for the calls of a log that names nobody; null where none is given
 * @param nowMs the clock that times are held against, epoch ms
 */
public record ReadOptions(@Nullable String user, long nowMs) {}
