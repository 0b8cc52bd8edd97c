/** The topology: reads records, asks the core, keeps what it answers, forwards what follows. Decides nothing itself. */
@NullMarked
package io.flyball.runtime;

import org.jspecify.annotations.NullMarked;
