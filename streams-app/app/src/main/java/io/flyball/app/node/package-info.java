/** One process of Flyball: puts the roles together that it plays, and takes them down again. */
@NullMarked
package io.flyball.app.node;

import org.jspecify.annotations.NullMarked;
