/** Looks at what an installation needs before it starts, and says of each thing whether it is well and what to do. */
@NullMarked
package io.flyball.app.doctor;

import org.jspecify.annotations.NullMarked;
