/** What is measured side by side, from a bare consumer to the whole pipeline. */
@NullMarked
package io.flyball.bench.contend;

import org.jspecify.annotations.NullMarked;
