/** The application as its image runs it: with a broker and a registry in containers of their own. */
@NullMarked
package io.flyball.app.container;

import org.jspecify.annotations.NullMarked;
