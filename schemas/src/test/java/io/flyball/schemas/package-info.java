/** Tests of what travels between processes. */
@NullMarked
package io.flyball.schemas;

import org.jspecify.annotations.NullMarked;
