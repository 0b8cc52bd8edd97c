/** How state is kept: versioned bytes, write-back caches, and the hook that empties them inside the commit. */
@NullMarked
package io.flyball.runtime.state;

import org.jspecify.annotations.NullMarked;
