/** Layouts of the windowed state, measured: one fat record, rows of one slice, sparse chunks. */
@NullMarked
package io.flyball.bench.layout;

import org.jspecify.annotations.NullMarked;
