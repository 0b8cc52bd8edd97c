/** Explanations of made-up findings and signals. */
@NullMarked
package io.flyball.app.explain;

import org.jspecify.annotations.NullMarked;
